package dev.norma.data;

import dev.norma.tensor.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one column. Its first cell that is not missing tells whether it holds numbers. */
final class ColumnReader {
    enum Kind {
        UNDECIDED,
        NUMBERS,
        TEXTS
    }

    private static final String MAKE_IT_TEXT = "make it a column of texts (--text COLUMN, TableReader.text)";

    private final String file;
    private final String name;
    private Kind kind;
    private int count;
    private double[] numbers = new double[0];
    private final List<@Nullable String> texts = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();

    ColumnReader(String file, String name, Kind kind) {
        this.file = file;
        this.name = name;
        this.kind = kind;
    }

    String name() {
        return name;
    }

    void add(CsvRow row, int column) {
        String cell = row.cell(column);
        boolean missing = Cell.isMissing(cell);
        if (kind == Kind.UNDECIDED && !missing) {
            decide(row, column, cell);
        }
        switch (kind) {
            case UNDECIDED -> {}
            case NUMBERS -> addNumber(count, missing ? Double.NaN : number(row, column, cell));
            case TEXTS -> texts.add(missing ? null : known.computeIfAbsent(cell, text -> text));
        }
        count++;
    }

    private void decide(CsvRow row, int column, String cell) {
        if (Cell.hasDecimalComma(cell)) {
            throw new DataException(
                    place(row, column),
                    "this number has a decimal comma",
                    "numbers with a decimal point, such as 1.5",
                    Shown.text(cell),
                    "save the table with decimal points, or %s".formatted(MAKE_IT_TEXT));
        }
        kind = Cell.isNumber(cell) ? Kind.NUMBERS : Kind.TEXTS;
        for (int before = 0; before < count; before++) {
            if (kind == Kind.NUMBERS) {
                addNumber(before, Double.NaN);
            } else {
                texts.add(null);
            }
        }
    }

    private double number(CsvRow row, int column, String cell) {
        if (!Cell.isNumber(cell)) {
            throw new DataException(
                    place(row, column),
                    "this cell is not a number",
                    "a number, as in the cells above it, or an empty cell",
                    Shown.text(cell),
                    "correct the cell, or %s".formatted(MAKE_IT_TEXT));
        }
        double value = Cell.number(cell);
        if (Double.isInfinite(value)) {
            throw new DataException(
                    place(row, column),
                    "this number is infinite, or too large for float32",
                    "a number from -3.4e38 to 3.4e38, or an empty cell",
                    Shown.text(cell),
                    "correct the cell, or leave it empty");
        }
        return value;
    }

    private void addNumber(int row, double value) {
        if (row >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(16, numbers.length * 2));
        }
        numbers[row] = value;
    }

    private Place place(CsvRow row, int column) {
        return new Place(file, row.lineOf(column), name);
    }

    /** The column as it is now. */
    Column read() {
        return switch (kind) {
            case NUMBERS -> new Column.OfNumbers(name, Arrays.copyOf(numbers, count));
            case TEXTS -> new Column.OfTexts(name, texts.toArray(String[]::new));
            case UNDECIDED ->
                throw new DataException(
                        new Place(file, 0, name),
                        "this column has no value at all",
                        "at least one cell that is not empty, NA, NaN, null or ?",
                        Counted.of(count, "missing cell"),
                        "remove the column from the table");
        };
    }
}
