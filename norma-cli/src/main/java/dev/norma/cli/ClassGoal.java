package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Optimizer;
import dev.norma.training.Logs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One of several classes.
 *
 * @param names what the class numbers 0, 1, ... stand for
 */
record ClassGoal(List<String> names) implements Goal {
    @Override
    public void compile(Sequential net, Optimizer<?> optimizer) {
        net.compile(optimizer, new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
    }

    @Override
    public Batch prepared(Batch batch) {
        return batch;
    }

    @Override
    public Result test(Sequential net, Batch testing) {
        Dataset batches = TrainingOptions.batches(testing);
        Logs logs = net.evaluate(batches);
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("loss", logs.get("loss"));
        numbers.put("accuracy", logs.get("accuracy"));
        return new Result(
                numbers,
                String.format(
                        Locale.ROOT,
                        "%s%ntest accuracy: %.4f   loss: %.4f",
                        new Confusion(names, testing.y(), net.predict(batches)),
                        logs.get("accuracy"),
                        logs.get("loss")));
    }
}
