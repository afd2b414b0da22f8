package dev.norma.tensor;

import java.util.function.LongFunction;

/**
 * Lays tensors out as text the way NumPy's {@code str} does: brackets for axes, one line per row, columns aligned, lines
 * of up to 75 characters, and of more than 1000 elements the first and last three along each axis.
 */
final class Printer {
    private static final int LINE = 75;
    private static final long SUMMARIZED_FROM = 1001;
    private static final int EDGE = 3;

    private final Shape shape;
    private final long[] strides;
    private final boolean summary;
    private final LongFunction<String> element;

    private Printer(Tensor tensor) {
        this.shape = tensor.shape();
        this.strides = shape.strides();
        this.summary = tensor.size() >= SUMMARIZED_FROM;
        this.element = ElementText.of(tensor, shown());
    }

    static String print(Tensor tensor) {
        if (tensor.rank() == 0) {
            return ElementText.scalar(tensor);
        }
        return tensor.size() == 0 ? "[]" : new Printer(tensor).part(0, 0, " ", LINE);
    }

    /** The numbers of the elements that will be shown, in row-major order. */
    private long[] shown() {
        long[] offsets = {0};
        for (int axis = 0; axis < shape.rank(); axis++) {
            long[] entries = entries(axis);
            long[] more = new long[offsets.length * entries.length];
            int at = 0;
            for (long offset : offsets) {
                for (long entry : entries) {
                    more[at++] = offset + entry * strides[axis];
                }
            }
            offsets = more;
        }
        return offsets;
    }

    private boolean shortened(int axis) {
        return summary && shape.dim(axis) > 2 * EDGE;
    }

    private long[] entries(int axis) {
        long size = shape.dim(axis);
        long[] entries = new long[(int) (shortened(axis) ? 2 * EDGE : size)];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = shortened(axis) && i >= EDGE ? size - 2 * EDGE + i : i;
        }
        return entries;
    }

    private String part(int axis, long offset, String indent, int width) {
        String body = axis == shape.rank() - 1 ? row(axis, offset, indent, width) : block(axis, offset, indent, width);
        return "[" + body.substring(indent.length()) + "]";
    }

    private String block(int axis, long offset, String indent, int width) {
        String separator = "\n".repeat(shape.rank() - 1 - axis);
        StringBuilder text = new StringBuilder();
        long[] entries = entries(axis);
        for (int i = 0; i < entries.length; i++) {
            if (i > 0) {
                text.append(separator);
            }
            if (i == EDGE && shortened(axis)) {
                text.append(indent).append("...").append(separator);
            }
            text.append(indent).append(part(axis + 1, offset + entries[i] * strides[axis], indent + " ", width - 1));
        }
        return text.toString();
    }

    private String row(int axis, long offset, String indent, int width) {
        Lines lines = new Lines(indent, width - 1);
        long[] entries = entries(axis);
        for (int i = 0; i < entries.length; i++) {
            if (i == EDGE && shortened(axis)) {
                lines.add("...");
            }
            lines.add(element.apply(offset + entries[i]));
        }
        return lines.text();
    }

    /** Words separated by spaces, broken into lines. */
    private static final class Lines {
        private final StringBuilder finished = new StringBuilder();
        private final String indent;
        private final int width;
        private String line;

        Lines(String indent, int width) {
            this.indent = indent;
            this.width = width;
            this.line = indent;
        }

        void add(String word) {
            boolean fresh = line.length() <= indent.length();
            String longer = fresh ? line : line + " ";
            if (!fresh && longer.length() + word.length() > width) {
                finished.append(line.stripTrailing()).append('\n');
                longer = indent;
            }
            line = longer + word;
        }

        String text() {
            return finished + line;
        }
    }
}
