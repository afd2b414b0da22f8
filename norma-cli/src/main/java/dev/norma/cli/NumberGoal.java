package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.Logs;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A number. The network learns it with mean 0 and standard deviation 1; what the user is told is in its own unit.
 *
 * @param mean of the numbers to train on
 * @param deviation their population standard deviation; 1 where all are the same
 */
record NumberGoal(double mean, double deviation) implements Goal {
    static NumberGoal of(Tensor y) {
        double mean = 0;
        for (long i = 0; i < y.size(); i++) {
            mean += y.getFlat(i) / y.size();
        }
        double variance = 0;
        for (long i = 0; i < y.size(); i++) {
            variance += (y.getFlat(i) - mean) * (y.getFlat(i) - mean) / y.size();
        }
        return new NumberGoal(mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    @Override
    public void compile(Sequential net, Optimizer<?> optimizer) {
        net.compile(optimizer, new MeanSquaredError(), "mae");
    }

    @Override
    public Batch prepared(Batch batch) {
        Shape column = Shape.of(batch.size(), 1);
        return batch.mapLabels(y -> Ops.divide(Ops.subtract(y.reshape(column), mean), deviation));
    }

    @Override
    public Result test(Sequential net, Batch testing) {
        Logs logs = net.evaluate(TrainingOptions.batches(testing));
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss", logs.get("loss") * deviation * deviation);
        numbers.put("mean_absolute_error", logs.get("mae") * deviation);
        return new Result(
                numbers,
                String.format(
                        Locale.ROOT,
                        "test error: %.4g on average (mean absolute error, in the label's own unit)",
                        logs.get("mae") * deviation));
    }
}
