package dev.norma.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A column of a {@link Table}: numbers or texts, some of which may be missing. */
public sealed interface Column {
    /** Its name in the header. */
    String name();

    /** How many rows there are. */
    int size();

    /** Whether the cell of a row has no value. */
    boolean isMissing(int row);

    /** The cell as text; {@code ""} where it is missing. */
    String text(int row);

    /** The same column with these rows only, in this order. */
    Column rows(int[] rows);

    /** How many cells have no value. */
    default int missing() {
        int count = 0;
        for (int row = 0; row < size(); row++) {
            count += isMissing(row) ? 1 : 0;
        }
        return count;
    }

    /** A column of numbers, all finite. */
    final class OfNumbers implements Column {
        private final String name;
        private final double[] values;

        OfNumbers(String name, double[] values) {
            this.name = name;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return values.length;
        }

        /** The number of a row; NaN where it is missing. */
        public double number(int row) {
            return values[row];
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public String text(int row) {
            double value = values[row];
            if (Double.isNaN(value)) {
                return "";
            }
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }

        @Override
        public OfNumbers rows(int[] rows) {
            return new OfNumbers(
                    name, Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
        }
    }

    /** A column of texts. */
    final class OfTexts implements Column {
        private final String name;
        private final @Nullable String[] values;

        OfTexts(String name, @Nullable String[] values) {
            this.name = name;
            this.values = values;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return values[row] == null;
        }

        @Override
        public String text(int row) {
            return Objects.requireNonNullElse(values[row], "");
        }

        @Override
        public OfTexts rows(int[] rows) {
            @Nullable String[] chosen = new String[rows.length];
            for (int i = 0; i < rows.length; i++) {
                chosen[i] = values[rows[i]];
            }
            return new OfTexts(name, chosen);
        }
    }
}
