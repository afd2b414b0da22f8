package dev.norma.models;

import dev.norma.tensor.Complaint;
import java.util.Arrays;

/** How wide the columns of a summary are, the space beside the text included: as Keras lays them out. */
final class SummaryWidths {
    private static final int LEAST = 4;
    private static final int SPACE = 2;

    private SummaryWidths() {}

    /**
     * The widths.
     *
     * @param positions where columns end, as parts of the line
     * @param line how many characters the line has, the bars between and around the columns included
     */
    static int[] of(double[] positions, int line) {
        int[] widths = new int[positions.length];
        int begin = 0;
        for (int i = 0; i < widths.length; i++) {
            int width = (int) (positions[i] * line) - begin;
            if (width < LEAST) {
                throw tooNarrow(i, width, line);
            }
            widths[i] = width + SPACE;
            begin += width;
        }
        int spare = line - widths.length - 1 - Arrays.stream(widths).sum();
        if (spare < 0) {
            narrow(widths, -spare);
        } else {
            widen(widths, spare);
        }
        return widths;
    }

    /** Takes equal parts off, rounded half to even of what is left. */
    private static void narrow(int[] widths, int excess) {
        int left = excess;
        for (int i = 0; i < widths.length; i++) {
            int part = (int) Math.min(widths[i], Math.rint((double) left / (widths.length - i)));
            widths[i] -= part;
            left -= part;
        }
    }

    /** Adds parts in proportion, rounded up of what is left. */
    private static void widen(int[] widths, int spare) {
        int left = spare;
        int all = Arrays.stream(widths).sum();
        for (int i = 0; i < widths.length; i++) {
            int part = (int) Math.ceil((double) widths[i] * left / all);
            all -= widths[i];
            widths[i] += part;
            left -= part;
        }
    }

    private static IllegalArgumentException tooNarrow(int column, int width, int line) {
        return new Complaint(
                        "summary: column %d is too narrow".formatted(column + 1),
                        "%d characters or more".formatted(LEAST),
                        "%d of a line of %d".formatted(width, line),
                        "give a longer lineLength, or positions further apart")
                .asArgument();
    }
}
