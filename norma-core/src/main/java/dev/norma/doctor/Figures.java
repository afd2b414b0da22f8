package dev.norma.doctor;

import dev.norma.diagnosis.MovingAverage;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    /** Three digits, or a whole number as it is. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        return value >= MovingAverage.NEVER ? "never" : String.format(Locale.ROOT, "%.3g", value);
    }

    /** A number of steps. */
    static String steps(long steps) {
        return steps == MovingAverage.NEVER ? "never" : String.format(Locale.ROOT, "%,d", steps);
    }

    /** For example {@code 11 %}. */
    static String percent(double share) {
        double percent = 100 * share;
        boolean small = percent != 0 && Math.abs(percent) < 9.95;
        return String.format(Locale.ROOT, small ? "%.1f %%" : "%.0f %%", percent);
    }

    /** For example {@code 2 batches}. */
    static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
