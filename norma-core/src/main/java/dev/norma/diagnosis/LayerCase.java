package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Layer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about a batch normalization when findings are looked for.
 *
 * @param facts what reports tell
 * @param layer the layer
 * @param code how a program gets at it
 * @param origin what the axis of its channels was where it came from
 * @param front what stands in front of it
 * @param dropout the layer that drops values between it and the normalizations in front; null for none
 * @param freezing what trains in it
 * @param networkTrained whether other weights of the network are not those it began with
 * @param summary what data it was examined on; null for none
 */
record LayerCase(
        LayerDiagnosis facts,
        BatchNormalization layer,
        String code,
        AxisOrigin origin,
        InFront front,
        @Nullable Layer dropout,
        Frozen freezing,
        boolean networkTrained,
        @Nullable DataSummary summary) {
    /** How a program gets at it to call its own methods. */
    String normalization() {
        return "((BatchNormalization) %s)".formatted(code);
    }

    /** Code that gives it the statistics of data: by its path where training leaves them alone, since recalibrate does too. */
    String recalibration() {
        return freezing.updates() && freezing.trainableNow()
                ? "model.recalibrate(data)"
                : "model.recalibrate(data, Recalibration.exact().layers(%s))".formatted(Words.literal(layer.path()));
    }

    int channels() {
        return facts.channels().size();
    }

    /** How many channels there are of which this number is as asked for. */
    long count(Predicate<Channel> test) {
        return facts.channels().stream().filter(test).count();
    }

    /** The largest of a number over the channels. */
    double largest(ToDoubleFunction<Channel> number) {
        return facts.channels().stream().mapToDouble(number).max().orElse(0);
    }

    /** The median of a number that data showed, over the channels. */
    double median(ToDoubleFunction<Observed> number) {
        return facts.median(number);
    }

    /** The share of {@code variance + epsilon} that is variance. */
    double varianceShare(double variance) {
        return variance <= 0 ? 0 : variance / (variance + facts.epsilon());
    }
}
