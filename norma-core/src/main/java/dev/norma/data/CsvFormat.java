package dev.norma.data;

import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param delimiter what is between cells; null where the first line tells
 * @param quote what is around cells with line breaks, delimiters or, doubled, itself
 * @param limits what is too large
 */
record CsvFormat(@Nullable Character delimiter, char quote, CsvLimits limits) {
    static final CsvFormat DEFAULT = new CsvFormat(null, '"', CsvLimits.DEFAULT);

    private static final char[] CANDIDATES = {',', ';', '\t'};

    /** The candidate that is most often in this line outside of quotes; a comma where none is. */
    char delimiter(CharSequence firstLine) {
        if (delimiter != null) {
            return delimiter;
        }
        int[] counts = new int[CANDIDATES.length];
        boolean quoted = false;
        for (int i = 0; i < firstLine.length(); i++) {
            char character = firstLine.charAt(i);
            quoted ^= character == quote;
            for (int c = 0; c < CANDIDATES.length && !quoted; c++) {
                counts[c] += character == CANDIDATES[c] ? 1 : 0;
            }
        }
        int best = 0;
        for (int c = 1; c < CANDIDATES.length; c++) {
            best = counts[c] > counts[best] ? c : best;
        }
        return CANDIDATES[best];
    }
}
