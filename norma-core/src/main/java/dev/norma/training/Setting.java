package dev.norma.training;

import dev.norma.tensor.Complaint;

/** Checks what {@code fit}, {@code evaluate} and callbacks are set to. */
final class Setting {
    private Setting() {}

    static long atLeast(String what, String setting, long least, long given) {
        if (given < least) {
            throw refused(
                    what,
                    setting,
                    "an integer of %d or more".formatted(least),
                    Long.toString(given),
                    "give %d or more".formatted(least));
        }
        return given;
    }

    static IllegalArgumentException refused(String what, String setting, String expected, String given, String fix) {
        return new Complaint("%s: %s cannot be this".formatted(what, setting), expected, given, fix).asArgument();
    }
}
