package dev.norma.training;

import dev.norma.data.PooledMoments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Weight;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a layer is to store of the statistics of its input.
 *
 * @param values by the parameters that take them
 * @param distance how far what it stores now is from them
 * @param fewest the values of the channel that has fewest
 */
record NewStatistics(Map<Parameter, Tensor> values, StatisticsDistance distance, double fewest) {
    static NewStatistics of(BatchNormalization layer, PooledMoments pooled) {
        double fewest = Arrays.stream(pooled.counts()).min().orElse(0);
        if (fewest == 0) {
            throw new Complaint(
                            "recalibrate: no value counts in a channel of layer \"%s\"; nothing was changed"
                                    .formatted(layer.path()),
                            "at least one value in each of the %d channels".formatted(pooled.channels()),
                            "values that are all masked, or of sample weight 0",
                            "give data that the masks and the sample weights leave something of")
                    .asArgument();
        }
        double[] means = pooled.means();
        double[] variances = pooled.variances();
        Map<Parameter, Tensor> values = new LinkedHashMap<>();
        for (Weight weight : layer.weights()) {
            switch (weight.name()) {
                case "moving_mean", "renorm_mean" -> put(values, weight, means);
                case "moving_variance" -> put(values, weight, variances);
                case "moving_stddev", "renorm_stddev" -> put(values, weight, deviations(variances, layer.epsilon()));
                default -> {} // gamma and beta
            }
        }
        StatisticsDistance distance = StatisticsDistance.of(
                layer.movingMean().value().toDoubles(),
                layer.movingVariance().value().toDoubles(),
                means,
                variances,
                layer.epsilon());
        return new NewStatistics(values, distance, fewest);
    }

    /** What renorm averages in place of the variance. */
    private static double[] deviations(double[] variances, double epsilon) {
        return Arrays.stream(variances)
                .map(variance -> Math.sqrt(variance + epsilon))
                .toArray();
    }

    private static void put(Map<Parameter, Tensor> values, Weight weight, double[] numbers) {
        Tensor stored = Tensor.of(numbers)
                .reshape(weight.shape())
                .cast(weight.parameter().dtype());
        for (int c = 0; c < numbers.length; c++) {
            if (!Double.isFinite(stored.getFlat(c))) {
                throw new NonFiniteException(new Complaint(
                                "recalibrate: \"%s\" cannot hold this; nothing was changed".formatted(weight.path()),
                                "a finite " + weight.parameter().dtype(),
                                "%s in channel %d".formatted(numbers[c], c),
                                "scale the input of the layer down, or keep its weights in a wider type")
                        .text());
            }
        }
        values.put(weight.parameter(), stored);
    }
}
