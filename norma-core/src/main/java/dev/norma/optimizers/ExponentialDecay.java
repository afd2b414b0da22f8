package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/**
 * A rate that falls by the same factor over equal times.
 *
 * <pre>
 *   rate = initialLearningRate * decayRate ^ (step / decaySteps)
 * </pre>
 */
public final class ExponentialDecay extends Schedule {
    private final Option<Double> initialLearningRate =
            options().required("initialLearningRate", OptionType.NUMBER, Check.positive());
    private final Option<Integer> decaySteps = options().required("decaySteps", OptionType.INTEGER, Check.positive());
    private final Option<Double> decayRate = options().required("decayRate", OptionType.NUMBER, Check.positive());
    private final Option<Boolean> staircase = options().option("staircase", false);

    /** A schedule to be configured. */
    public ExponentialDecay() {}

    /**
     * A schedule.
     *
     * @param initialLearningRate the rate of step 0
     * @param decaySteps after how many steps it is {@code decayRate} times as large
     */
    public ExponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        options().set(this.initialLearningRate, initialLearningRate);
        options().set(this.decaySteps, decaySteps);
        options().set(this.decayRate, decayRate);
    }

    /** Whether the rate falls in steps, at each multiple of {@code decaySteps}: no unless set. */
    public ExponentialDecay staircase(boolean inSteps) {
        options().set(staircase, inSteps);
        return this;
    }

    @Override
    public Value at(Value step) {
        Value times = Ops.divide(step, decaySteps.get());
        Value counted = staircase.get() ? Ops.floor(times) : times;
        return Ops.multiply(Ops.power(counted.constant(decayRate.get()), counted), initialLearningRate.get());
    }
}
