package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Family;
import dev.norma.config.OptionType;
import org.jspecify.annotations.Nullable;

/** Schedules by Keras' names, and learning rates in any form. */
public final class Schedules {
    private static final Family<Schedule> FAMILY =
            new Family<Schedule>("learning rate schedule").with("ExponentialDecay", ExponentialDecay::new);

    /** A number, or a schedule in any form. */
    static final OptionType<Object> RATE = OptionType.of(
            "a number from 0, or a schedule",
            Schedules::read,
            value -> value instanceof Schedule schedule ? schedule.serialize() : value);

    /** What a learning rate must be. */
    static final Check<Object> LEGAL = new Check<>(RATE.expected(), rate -> read(rate) != null);

    private Schedules() {}

    /** All of them. */
    public static Family<Schedule> family() {
        return FAMILY;
    }

    private static @Nullable Object read(Object given) {
        if (!(given instanceof Number number)) {
            return FAMILY.type(Schedule.class).read(given);
        }
        double rate = number.doubleValue();
        return rate >= 0 && Double.isFinite(rate) ? rate : null;
    }
}
