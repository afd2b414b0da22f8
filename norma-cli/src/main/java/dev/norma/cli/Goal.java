package dev.norma.cli;

import dev.norma.data.Batch;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Optimizer;
import java.util.Map;

/** What a network is to predict, and how one tells whether it does. */
sealed interface Goal permits ClassGoal, NumberGoal {
    /**
     * How a test went.
     *
     * @param numbers for the report, by name
     * @param text for the user
     */
    record Result(Map<String, Double> numbers, String text) {}

    static Goal of(FitData data) {
        return data.predictsClasses()
                ? new ClassGoal(data.classNames())
                : NumberGoal.of(data.training().y());
    }

    void compile(Sequential net, Optimizer<?> optimizer);

    /** Rows with their labels as the network is to see them. */
    Batch prepared(Batch batch);

    /** Tests the network on rows that it was not trained on, prepared. */
    Result test(Sequential net, Batch testing);
}
