package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.BatchWatch;
import dev.norma.layers.Context;
import dev.norma.layers.Freezing;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.models.Sequential;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A watch is told of each call of a batch normalization, and may decide by which statistics it normalizes. */
class BatchWatchTest {
    private static final Tensor X = Tensor.of(Shape.of(2, 1), 0, 2);

    private record Seen(
            BatchNormalization layer,
            String path,
            @Nullable Value weights,
            Value y,
            Statistics<Value> batch,
            boolean byBatch) {}

    private static final class Recorder implements BatchWatch {
        final List<Seen> calls = new ArrayList<>();
        private final @Nullable Boolean byBatch;

        Recorder(@Nullable Boolean byBatch) {
            this.byBatch = byBatch;
        }

        @Override
        public @Nullable Boolean byBatch(BatchNormalization layer, String path) {
            return byBatch;
        }

        @Override
        public void normalized(
                BatchNormalization layer,
                String path,
                Value x,
                @Nullable Value weights,
                Value y,
                Statistics<Value> batch,
                boolean used) {
            calls.add(new Seen(layer, path, weights, y, batch, used));
        }
    }

    @Test
    void each_call_is_told_in_order_with_its_path() {
        BatchNormalization first = new BatchNormalization().name("first");
        BatchNormalization second = new BatchNormalization().name("second");
        Recorder watch = new Recorder(null);
        draw(new Sequential(new InputLayer(1), first, second, first), watch, false, null);
        assertThat(watch.calls).extracting(Seen::layer).containsExactly(first, second, first);
        assertThat(watch.calls)
                .extracting(Seen::path)
                .containsExactly("sequential/first", "sequential/second", "sequential/first");
    }

    @Test
    void the_statistics_of_the_batch_are_there_in_inference_too() {
        Recorder watch = new Recorder(null);
        List<Tensor> results = draw(new BatchNormalization(), watch, false, null);
        assertThat(watch.calls.getFirst().byBatch()).isFalse();
        assertThat(watch.calls.getFirst().weights()).isNull();
        assertThat(numbers(results)).containsExactly(1f, 1f, 2f, (float) (2 / Math.sqrt(1.001)));
    }

    @Test
    void masked_statistics_come_with_the_mask_and_the_number_of_values_that_count() {
        Recorder watch = new Recorder(null);
        List<Tensor> results = draw(new BatchNormalization(), watch, false, Tensor.of(new boolean[] {false, true}));
        assertThat(watch.calls.getFirst().weights()).extracting(Value::type).isEqualTo(TensorType.of(DType.BOOL, 2, 1));
        List<Float> moments = numbers(results);
        assertThat(moments.get(0)).isEqualTo(1.9999998f);
        assertThat(moments.get(1)).isLessThan(1e-12f);
        assertThat(moments.get(2)).isEqualTo(1.0000001f);
    }

    @Test
    void a_watch_makes_a_layer_normalize_by_the_batch_in_inference() {
        Recorder watch = new Recorder(true);
        BatchNormalization norm = new BatchNormalization();
        List<Tensor> results = draw(norm, watch, false, null);
        assertThat(watch.calls.getFirst().byBatch()).isTrue();
        assertThat(numbers(results).getLast()).isEqualTo((float) (1 / Math.sqrt(1.001)));
        assertThat(norm.movingMean().value().toFloats()).containsExactly(0);
    }

    @Test
    void a_watch_makes_a_layer_normalize_by_the_stored_statistics_in_training() {
        Recorder watch = new Recorder(false);
        List<Tensor> results = draw(new BatchNormalization(), watch, true, null);
        assertThat(watch.calls.getFirst().byBatch()).isFalse();
        assertThat(numbers(results).getLast()).isEqualTo((float) (2 / Math.sqrt(1.001)));
    }

    /** Mean, variance and divisor of the first call, and the result of the last. */
    private static List<Tensor> draw(Layer layer, Recorder watch, boolean training, @Nullable Tensor mask) {
        Trace trace = new Trace("a watched call");
        List<Tensor> feeds = new ArrayList<>(List.of(X));
        Value x = trace.feed("x", X.type());
        Arguments arguments = Arguments.NONE;
        if (mask != null) {
            feeds.add(mask);
            arguments = Arguments.mask(trace.feed("mask", mask.type()));
        }
        Context.of(trace, training, Freezing.CURRENT, watch).call(layer, named(x), arguments);
        Statistics<Value> batch = watch.calls.getFirst().batch();
        List<Value> results = List.of(
                batch.mean(),
                batch.variance(),
                batch.divisor(),
                watch.calls.getLast().y());
        return new Launcher(trace.finish(results, false)).run(feeds);
    }

    private static SequencedMap<String, Value> named(Value x) {
        return new LinkedHashMap<>(Map.of("inputs", x));
    }

    /** The last number of each. */
    private static List<Float> numbers(List<Tensor> tensors) {
        return tensors.stream().map(t -> (float) t.getFlat(t.size() - 1)).toList();
    }
}
