package dev.norma.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.Context;
import dev.norma.layers.Dense;
import dev.norma.layers.Embedding;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Multiply;
import dev.norma.losses.Loss;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.ops.Ops;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import dev.norma.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks reach losses, metrics and products as in Keras. */
class MasksTest {
    private static final String LOSS = "sparse_categorical_crossentropy";
    private static final Tensor IDS = Tensor.of(new int[][] {{1, 2, 0}, {3, 0, 0}, {2, 3, 1}, {0, 0, 0}});
    private static final Tensor TAGS = Tensor.of(new int[][] {{0, 1, 1}, {1, 0, 0}, {0, 0, 1}, {1, 1, 1}});
    private static final Tensor WEIGHTS = Tensor.of(new float[][] {{1, 2, 1}, {0.5f, 1, 1}, {0, 3, 1}, {1, 1, 1}});
    private static final List<Tensor> VECTORS = List.of(
            Tensor.of(new float[][] {{0.5f, -1}, {0.25f, 2}, {-0.75f, 1}, {1.5f, 0.5f}}),
            Tensor.of(new float[][] {{2, 1}, {-1, 0.5f}, {3, -2}, {0.25f, 4}}));

    private static Sequential tagger() {
        Sequential net = new Sequential(
                new InputLayer(DType.INT32, 3), new Embedding(4, 2).maskZero(true), new Dense(2).activation("softmax"));
        net.setWeights(List.of(
                VECTORS.getFirst(), Tensor.of(new float[][] {{0.5f, -0.25f}, {0.75f, 0.5f}}), Tensor.of(0.125f, 0f)));
        return net;
    }

    private static Fit fit() {
        return Fit.epochs(2).batchSize(3).shuffle(false).verbose(0);
    }

    @Test
    void a_mask_counts_in_metrics_as_weights_do() {
        Sequential net = tagger();
        net.compile(Compile.with(new SGD(0.125))
                .loss(LOSS)
                .metrics("accuracy", LOSS)
                .weightedMetrics("accuracy", LOSS));
        equalsKeras("masks", net, net.fit(IDS, TAGS, fit()));
    }

    @Test
    void a_mask_and_sample_weights_count_together() {
        Sequential net = tagger();
        net.compile(Compile.with(new SGD(0.125))
                .loss(LOSS)
                .metrics("accuracy", LOSS)
                .weightedMetrics("accuracy", LOSS));
        equalsKeras("masks and weights", net, net.fit(IDS, TAGS, fit().sampleWeight(WEIGHTS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "mean_with_sample_weight"})
    void each_reduction_weighs_masked_positions_as_Keras_does(String reduction) {
        Sequential net = tagger();
        Loss loss = new SparseCategoricalCrossentropy().reduction(reduction);
        net.compile(new SGD(0.125), loss);
        equalsKeras(reduction, net, net.fit(IDS, TAGS, fit().sampleWeight(WEIGHTS)));
    }

    private static void equalsKeras(String name, Sequential net, History history) {
        Map<String, Object> recorded = KerasModels.named("masked", name);
        Map<String, Object> expected = KerasModels.map(recorded.get("history"));
        assertThat(history.logs().getFirst().names()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((log, values) -> KerasModels.areNear(history.get(log), values, log));
        float[][] weights = KerasModels.weights(recorded.get("weights"));
        for (int i = 0; i < weights.length; i++) {
            assertThat(net.getWeights().get(i).toFloats()).containsExactly(weights[i], within(2e-6f));
        }
    }

    static IntStream products() {
        return IntStream.range(0, KerasModels.cases("products").size());
    }

    @ParameterizedTest
    @MethodSource("products")
    void what_a_mask_leaves_out_of_a_product_counts_as_one(int index) {
        Map<String, Object> recorded = KerasModels.cases("products").get(index);
        List<?> zeros = (List<?>) recorded.get("masked");
        List<Embedding> embedded = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            embedded.add(new Embedding(4, 2).maskZero((Boolean) zeros.get(i)));
            embedded.get(i).ensureBuilt(List.of(IDS.type()));
            embedded.get(i).weight("embeddings").set(VECTORS.get(i));
        }
        Multiply multiply = new Multiply();
        Trace trace = new Trace("a test");
        Context context = Context.of(trace, false);
        List<Value> factors = List.of(
                embedded.get(0).apply(trace.feed("a", IDS.type()), context),
                embedded.get(1).apply(trace.feed("b", IDS.type()), context));
        Value product = multiply.apply(factors, context, Arguments.NONE).getFirst();
        Value mask = context.maskOf(product);
        List<Value> results = mask == null ? List.of(product) : List.of(product, mask);
        List<Tensor> found = new Launcher(trace.finish(results, false)).run(List.of(IDS, Ops.flip(IDS, 0)));
        assertThat(found.getFirst().toFloats())
                .containsExactly(KerasModels.floats(numbers(recorded.get("product"))), within(1e-6f));
        assertThat(mask == null).isEqualTo(recorded.get("mask") == null);
        if (mask != null) {
            List<Boolean> kept = Arrays.stream(found.getLast().toInts())
                    .mapToObj(counts -> counts != 0)
                    .toList();
            assertThat(kept).isEqualTo(recorded.get("mask"));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Number> numbers(Object recorded) {
        return (List<Number>) recorded;
    }
}
