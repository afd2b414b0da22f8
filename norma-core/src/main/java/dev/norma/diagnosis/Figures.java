package dev.norma.diagnosis;

import java.util.Locale;

/** Numbers as findings and reports say them. */
public final class Figures {
    private Figures() {}

    /** Three digits, or all where fewer are exact: 0.0123, 0.9, 12.3, 1,438, 1.23e+10. */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        String exact = Double.toString(value);
        return exact.length() <= 5 ? exact : String.format(Locale.ROOT, "%.3g", value);
    }

    /** A number of steps. */
    public static String steps(long steps) {
        return steps == MovingAverage.NEVER ? "never" : String.format(Locale.ROOT, "%,d", steps);
    }

    /** For example {@code 11 %}; below ten and next to a hundred {@code 1.5 %}. */
    public static String percent(double share) {
        double percent = 100 * share;
        boolean fine = percent != 0 && (Math.abs(percent) < 9.95 || (percent >= 99.5 && percent < 100));
        return String.format(Locale.ROOT, fine ? "%.1f %%" : "%.0f %%", percent);
    }

    /** For example {@code 2 batches}. */
    public static String count(long count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }
}
