package dev.norma.diagnosis;

import java.util.Arrays;
import java.util.List;

/**
 * How values are spread: counts in bins of equal width.
 *
 * @param from where the first bin begins
 * @param to where the last bin ends
 * @param counts how many values fell into each bin
 */
public record Histogram(double from, double to, List<Integer> counts) {
    private static final int BINS = 24;

    /** Keeps a copy of the counts. */
    public Histogram {
        counts = List.copyOf(counts);
    }

    /** A histogram of the finite ones among some values; empty without any. */
    static Histogram of(double[] values) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            return new Histogram(0, 0, List.of());
        }
        double low = Arrays.stream(finite).min().getAsDouble();
        double high = Arrays.stream(finite).max().getAsDouble();
        double width = (high - low) / BINS;
        Integer[] counts = new Integer[BINS];
        Arrays.fill(counts, 0);
        for (double value : finite) {
            int bin = width == 0 ? BINS / 2 : (int) Math.min(BINS - 1, (value - low) / width);
            counts[bin]++;
        }
        return new Histogram(low, high, List.of(counts));
    }

    /** How many values there are. */
    public int total() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
