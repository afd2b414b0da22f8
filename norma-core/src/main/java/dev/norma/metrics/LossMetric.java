package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.losses.Loss;
import java.util.Optional;

/**
 * The mean of a loss over examples. Its settings are those of the loss.
 *
 * @param <L> the loss
 */
abstract sealed class LossMetric<L extends Loss> extends Mean
        permits MeanSquaredError,
                MeanAbsoluteError,
                BinaryCrossentropy,
                CategoricalCrossentropy,
                SparseCategoricalCrossentropy {
    private final L loss;

    /**
     * The mean of this loss.
     *
     * @param settings which settings of the loss are the metric's
     */
    LossMetric(L loss, String... settings) {
        this.loss = loss;
        for (String setting : settings) {
            options().share(loss.options().named(setting));
        }
    }

    /** The loss, to be set until the first use. */
    final L loss() {
        return loss;
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.DOWN);
    }

    @Override
    protected Value values(Value yTrue, Value yPred) {
        loss.options().fix();
        return loss.perExample(yTrue, yPred);
    }
}
