package dev.norma.optimizers;

import dev.norma.config.Configurable;
import dev.norma.config.Family;
import dev.norma.config.OptionType;
import dev.norma.config.Options;
import dev.norma.graph.Value;

/** A learning rate that changes from step to step. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Schedule implements Configurable {
    private static final Family<Schedule> FAMILY =
            new Family<Schedule>("learning rate schedule").with("ExponentialDecay", ExponentialDecay::new);

    /** A number, or a schedule in any form. */
    static final OptionType<Object> RATE = OptionType.of(
            "a number above 0, or a schedule",
            given -> given instanceof Number number
                    ? (number.doubleValue() >= 0 && Double.isFinite(number.doubleValue()) ? number.doubleValue() : null)
                    : FAMILY.type(Schedule.class).read(given),
            value -> value instanceof Schedule schedule ? schedule.serialize() : value);

    private final Options options = new Options(() -> "schedule " + className());

    @Override
    public final Options options() {
        return options;
    }

    /** Draws the rate of a step, both float32 scalars. */
    public abstract Value at(Value step);
}
