package dev.norma.examples;

import java.util.Arrays;
import java.util.Locale;

/** How numbers are spread, as lines of text: one for each bin, longer for more numbers. */
final class TextHistogram {
    private static final int WIDTH = 40;

    private final double low;
    private final double width;
    private final int[] counts;

    /** Of these numbers, in bins of equal width. */
    TextHistogram(double[] numbers, int bins) {
        low = Arrays.stream(numbers).min().orElse(0);
        width = (Arrays.stream(numbers).max().orElse(0) - low) / bins;
        counts = new int[bins];
        for (double number : numbers) {
            counts[width == 0 ? 0 : (int) Math.min(bins - 1, (number - low) / width)]++;
        }
    }

    @Override
    public String toString() {
        int most = Arrays.stream(counts).max().orElse(1);
        StringBuilder lines = new StringBuilder();
        for (int bin = 0; bin < counts.length; bin++) {
            String bar = "#".repeat((int) Math.ceil((double) counts[bin] * WIDTH / most));
            lines.append(String.format(Locale.ROOT, "%8.3f  %4d  %s", low + (bin + 0.5) * width, counts[bin], bar)
                            .stripTrailing())
                    .append('\n');
        }
        return lines.toString();
    }
}
