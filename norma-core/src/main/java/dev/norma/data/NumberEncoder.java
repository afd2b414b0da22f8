package dev.norma.data;

import dev.norma.tensor.Shown;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Brings a column of numbers to mean 0 and deviation 1.
 *
 * @param mean the mean of the numbers that are not missing
 * @param deviation their population standard deviation; 0 where all are the same, and then the column gives zeros
 */
record NumberEncoder(String name, double mean, double deviation) implements FeatureEncoder {
    static final String KIND = "numbers";

    static NumberEncoder fit(Table table, Column.OfNumbers column) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int count = 0;
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                least = Math.min(least, column.number(row));
                most = Math.max(most, column.number(row));
                sum += column.number(row);
                count++;
            }
        }
        if (count == 0) {
            throw new DataException(
                    new Place(table.file(), 0, column.name()),
                    "this column has no value in the training rows, so it has no mean",
                    "at least one number",
                    Counted.of(column.size(), "missing cell"),
                    "remove the column from the table");
        }
        if (least == most) {
            return new NumberEncoder(column.name(), least, 0);
        }
        double mean = sum / count;
        return new NumberEncoder(column.name(), mean, deviation(column, count, mean, most - least));
    }

    /** In units of the spread, so that small numbers do not vanish when they are squared. */
    private static double deviation(Column.OfNumbers column, int count, double mean, double spread) {
        double squares = 0;
        for (int row = 0; row < column.size(); row++) {
            if (!column.isMissing(row)) {
                double distance = (column.number(row) - mean) / spread;
                squares += distance * distance;
            }
        }
        return spread * Math.sqrt(squares / count);
    }

    @Override
    public List<String> featureNames() {
        return List.of(name);
    }

    @Override
    public void check(Table table, Column column) {
        if (column instanceof Column.OfTexts texts) {
            int row = 0;
            while (row < texts.size() - 1 && texts.isMissing(row)) {
                row++;
            }
            throw new DataException(
                    table.place(row, column),
                    "this column held numbers when it was fitted",
                    "a number",
                    Shown.text(texts.text(row)),
                    "correct the table, or fit again");
        }
    }

    @Override
    public void encode(Column column, float[] x, int offset, int stride, Consumer<String> notes) {
        Column.OfNumbers numbers = (Column.OfNumbers) column;
        int at = offset;
        for (int row = 0; row < numbers.size(); row++, at += stride) {
            double value = numbers.isMissing(row) ? mean : numbers.number(row);
            x[at] = deviation == 0 ? 0 : (float) ((value - mean) / deviation);
        }
        int missing = numbers.missing();
        if (missing > 0) {
            notes.accept("%s of column %s filled with its mean, %s."
                    .formatted(
                            Counted.of(missing, "missing cell"),
                            Shown.text(name) + (missing == 1 ? " was" : " were"),
                            Float.toString((float) mean)));
        }
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", KIND);
        map.put("name", name);
        map.put("mean", mean);
        map.put("deviation", deviation);
        return map;
    }

    static NumberEncoder fromMap(Settings map) {
        if (!map.text("kind").equals(KIND)) {
            throw map.refusal("kind", "\"%s\" or \"%s\"".formatted(KIND, TextEncoder.KIND));
        }
        double deviation = map.number("deviation");
        if (deviation < 0) {
            throw map.refusal("deviation", "a number from 0");
        }
        return new NumberEncoder(map.text("name"), map.number("mean"), deviation);
    }
}
