package dev.norma.diagnosis;

import dev.norma.graph.Slice;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import dev.norma.training.FeedTypes;
import dev.norma.training.NormalizationCall;
import dev.norma.training.NormalizationCalls;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network drawn twice over the same feeds, without updates: once by the statistics of the batch wherever training uses
 * them, once by the stored ones. Gives, for each batch, what tells the two apart. Dropout and the like are off in both.
 */
final class Comparison {
    /** How many values of a channel one example gives to histograms at most; fewer where there are many channels. */
    private static final long VALUES_PER_EXAMPLE = 16;

    private static final long VALUES_OF_ALL_CHANNELS = 4096;

    private static final int OUTPUT_NUMBERS = 5;

    private final Launcher launcher;
    private final int sites;
    private final boolean sampled;
    private final boolean labelled;

    /**
     * A comparison.
     *
     * @param training the calls as training makes them
     * @param sampled whether values for histograms are given too
     */
    Comparison(Subject subject, FeedTypes types, List<NormalizationCall> training, boolean sampled) {
        training.forEach(call -> call.refuseInBody("an examination over data"));
        Sketch sketch = new Sketch(subject, types.features());
        NormalizationCalls byBatch = NormalizationCalls.asInTraining(training);
        NormalizationCalls byStored = NormalizationCalls.byStored();
        List<Value> left = sketch.draw(false, byBatch);
        List<Value> right = sketch.draw(false, byStored);
        TensorType label = classes(types, left);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < byBatch.met().size(); i++) {
            site(byBatch.met().get(i), byStored.met().get(i), sampled, results);
        }
        Value labels = label == null ? null : sketch.trace().feed("labels", label);
        for (int i = 0; i < left.size(); i++) {
            output(left.get(i), right.get(i), labels, results);
        }
        sketch.trace().dropUpdates();
        Program program = sketch.trace().finish(results, false);
        this.launcher = new Launcher(program);
        this.sites = byBatch.met().size();
        this.sampled = sampled;
        this.labelled = label != null;
    }

    /**
     * What one batch tells.
     *
     * @param sites for each call: mean, variance, divisor, mean squared gap and variance of the output for each channel, then
     *     samples of what stands in front and behind
     * @param outputs for each output of the network: mean squared gap, variance, and shares of equal choices
     */
    record Told(List<List<double[]>> sites, List<double[]> outputs) {}

    Told run(List<Tensor> features, List<Tensor> labels) {
        List<Tensor> given = new ArrayList<>(features);
        if (labelled) {
            given.add(labels.getFirst());
        }
        List<double[]> numbers =
                launcher.run(given).stream().map(Tensor::toDoubles).toList();
        int each = sampled ? 7 : 5;
        List<List<double[]>> bySite = IntStream.range(0, sites)
                .mapToObj(i -> numbers.subList(i * each, (i + 1) * each))
                .toList();
        List<double[]> outputs = new ArrayList<>();
        for (int i = sites * each; i < numbers.size(); i += OUTPUT_NUMBERS) {
            outputs.add(numbers.subList(i, i + OUTPUT_NUMBERS).stream()
                    .mapToDouble(scalar -> scalar[0])
                    .toArray());
        }
        return new Told(bySite, outputs);
    }

    /** The type of the only label, where it is a class and the only output says classes; else null. */
    private static @Nullable TensorType classes(FeedTypes types, List<Value> outputs) {
        if (types.labels().size() != 1 || outputs.size() != 1 || !isChoice(outputs.getFirst())) {
            return null;
        }
        TensorType label = types.labels().firstEntry().getValue();
        return label.dtype() == DType.INT32
                        && label.rank() == 1
                        && outputs.getFirst().shape().rank() == 2
                ? label
                : null;
    }

    private static boolean isChoice(Value output) {
        int rank = output.shape().rank();
        return rank > 1 && output.shape().isKnown(-1) && output.shape().dim(-1) > 1;
    }

    private static void site(NormalizationCall batch, NormalizationCall stored, boolean sampled, List<Value> results) {
        long channels = batch.channels();
        results.add(Ops.reshape(batch.batch().mean(), channels));
        results.add(Ops.reshape(batch.batch().variance(), channels));
        results.add(Ops.reshape(batch.batch().divisor(), channels));
        List<Integer> others = batch.reduced();
        Value gap = Ops.square(Ops.subtract(wide(stored.y()), wide(batch.y())));
        results.add(Ops.reshape(
                Ops.moments(gap, others, batch.weights(), Weighting.SELECTED).mean(), channels));
        results.add(Ops.reshape(
                Ops.moments(wide(batch.y()), others, batch.weights(), Weighting.SELECTED)
                        .variance(),
                channels));
        if (sampled) {
            results.add(sample(batch.x(), batch));
            results.add(sample(wide(stored.y()), batch));
        }
    }

    private static Value wide(Value value) {
        return value.dtype() == DType.FLOAT64 ? value : Ops.cast(value, DType.FLOAT32);
    }

    /** Some values of each channel, {@code [channels, some]}; those that a mask leaves out are not numbers. */
    private static Value sample(Value value, NormalizationCall site) {
        Value weights = site.weights();
        Value counted =
                weights == null ? value : Ops.where(Ops.cast(weights, DType.BOOL), value, value.constant(Double.NaN));
        Value rows = Ops.reshape(channelsFirst(counted, site), site.channels(), Shape.UNKNOWN);
        return Ops.stridedSlice(
                rows, new long[] {0, 0}, new long[] {Slice.TO_END, Slice.TO_END}, new long[] {1, step(site)});
    }

    private static Value channelsFirst(Value value, NormalizationCall site) {
        int[] order = Stream.concat(site.axes().stream(), site.reduced().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        return Ops.transpose(value, order);
    }

    /** The distance between sampled values: coprime with the size of an example, so that all its positions have their turn. */
    private static long step(NormalizationCall site) {
        long example = 1;
        for (int axis : site.reduced()) {
            example *= axis > 0 && site.x().shape().isKnown(axis)
                    ? site.x().shape().dim(axis)
                    : 1;
        }
        long values = Math.clamp(VALUES_OF_ALL_CHANNELS / Math.max(1, site.channels()), 1, VALUES_PER_EXAMPLE);
        long step = Math.max(1, example / values);
        while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(example)).equals(BigInteger.ONE)) {
            step++;
        }
        return step;
    }

    /** Five numbers; those that an output does not have are not numbers. */
    private static void output(Value batch, Value stored, @Nullable Value labels, List<Value> results) {
        Value left = wide(batch);
        Value right = wide(stored);
        Value none = Ops.constant(Tensor.scalar(Double.NaN));
        Value chosen = isChoice(left) ? Ops.argmax(left, -1) : null;
        Value other = isChoice(right) ? Ops.argmax(right, -1) : null;
        results.add(Ops.mean(Ops.square(Ops.subtract(left, right))));
        results.add(Ops.variance(left));
        results.add(chosen == null || other == null ? none : share(chosen, other));
        results.add(chosen == null || labels == null ? none : share(chosen, labels));
        results.add(other == null || labels == null ? none : share(other, labels));
    }

    private static Value share(Value a, Value b) {
        return Ops.mean(Ops.cast(Ops.equal(a, b), DType.FLOAT32));
    }
}
