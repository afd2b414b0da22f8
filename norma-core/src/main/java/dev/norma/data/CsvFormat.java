package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import java.nio.CharBuffer;
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

    /** Refuses signs that the parser cannot tell apart. */
    void check() {
        boolean alike =
                delimiter == null ? CharBuffer.wrap(CANDIDATES).chars().anyMatch(c -> c == quote) : delimiter == quote;
        if (alike || isLineBreak(quote) || (delimiter != null && isLineBreak(delimiter))) {
            throw new Complaint(
                            "cells cannot be told apart by these signs",
                            "a delimiter and a quote that differ from each other and from line breaks",
                            "delimiter %s, quote %s"
                                    .formatted(
                                            delimiter == null
                                                    ? "found in the first line"
                                                    : Shown.text(delimiter.toString()),
                                            Shown.text(Character.toString(quote))),
                            "set delimiter(...) and quote(...) as the files have them")
                    .asArgument();
        }
    }

    private static boolean isLineBreak(char sign) {
        return sign == '\n' || sign == '\r';
    }

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
