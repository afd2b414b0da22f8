package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes tensors of the rows of one file. */
final class CsvDecoder {
    /** Up to here a double holds each whole number. */
    private static final double EXACT = 0x1p53;

    private final String file;
    private final List<String> names;
    private final List<CsvColumns> groups;
    private final int[][] places;
    private final int width;

    CsvDecoder(String file, List<String> names, List<CsvColumns> groups, int[][] places, int width) {
        this.file = file;
        this.names = names;
        this.groups = groups;
        this.places = places;
        this.width = width;
    }

    Batch decode(CsvRow row) {
        TableReader.checkLength(file, row, width);
        Map<String, Tensor> features = new LinkedHashMap<>();
        Map<String, Tensor> labels = new LinkedHashMap<>();
        Tensor weight = null;
        for (int g = 0; g < places.length; g++) {
            CsvColumns group = groups.get(g);
            switch (group.role()) {
                case FEATURES -> features.put(group.key(), tensor(row, group, places[g]));
                case LABEL -> labels.put(group.key(), tensor(row, group, places[g]));
                case WEIGHT -> weight = tensor(row, group, places[g]);
                case SKIPPED -> {}
            }
        }
        Batch decoded = Batch.namedRow(features, labels);
        return weight == null ? decoded : decoded.withSampleWeight(weight);
    }

    private Tensor tensor(CsvRow row, CsvColumns group, int[] columns) {
        Shape shape = group.isScalar() ? Shape.SCALAR : Shape.of(columns.length);
        if (group.dtype() == DType.STRING) {
            String[] texts = new String[columns.length];
            for (int i = 0; i < columns.length; i++) {
                texts[i] = text(row, group, columns[i]);
            }
            return Tensor.ofStrings(shape, texts);
        }
        TensorType type = new TensorType(group.dtype(), shape);
        MemorySegment data = Elements.allocate(type.dtype(), columns.length);
        for (int i = 0; i < columns.length; i++) {
            Elements.set(data, type.dtype(), i, number(row, group, columns[i]));
        }
        return Tensor.adopt(type, data);
    }

    private String text(CsvRow row, CsvColumns group, int column) {
        String cell = row.cell(column);
        if (!Cell.isMissing(cell)) {
            return cell;
        }
        String missing = group.missing();
        if (missing == null) {
            throw error(
                    row,
                    column,
                    "this cell is missing",
                    "a value in each row",
                    "fill the cell, or give the columns a default: %s(...).orElse(value)"
                            .formatted(group.role() == CsvColumns.Role.FEATURES ? "features" : "label"));
        }
        return missing;
    }

    private double number(CsvRow row, CsvColumns group, int column) {
        String text = text(row, group, column);
        if (!group.classes().isEmpty()) {
            int place = group.classes().indexOf(text);
            if (place < 0) {
                throw error(
                        row,
                        column,
                        "this label is none of the classes",
                        "one of %s".formatted(Shown.list(group.classes())),
                        Nearest.hint(text, group.classes(), "correct the label, or add the class to classes(...)"));
            }
            return place;
        }
        if (isTruth(group, text)) {
            return text.equals("true") ? 1 : 0;
        }
        if (!Cell.isNumber(text)) {
            throw error(
                    row,
                    column,
                    "this cell is not a number",
                    "a number for %s".formatted(group.dtype()),
                    "correct the cell; or, if the column holds texts, use as(DType.STRING), classes(...) or skip(1)");
        }
        double value = Cell.number(text);
        String reason = misfit(group.dtype(), value);
        if (reason != null) {
            throw error(
                    row,
                    column,
                    reason,
                    "a number that %s holds".formatted(group.dtype()),
                    "correct the cell, or choose another type with as(...), or target(...) for numbers to predict");
        }
        return value;
    }

    /** Whether columns take a cell with this text. */
    static boolean takes(CsvColumns group, String text) {
        if (group.dtype() == DType.STRING) {
            return true;
        }
        return group.classes().isEmpty()
                ? isTruth(group, text) || (Cell.isNumber(text) && misfit(group.dtype(), Cell.number(text)) == null)
                : group.classes().contains(text);
    }

    private static boolean isTruth(CsvColumns group, String text) {
        return group.dtype() == DType.BOOL && (text.equals("true") || text.equals("false"));
    }

    private static @Nullable String misfit(DType dtype, double value) {
        if (Double.isInfinite(value) || Double.isInfinite(dtype.round(value))) {
            return "this number is infinite, or too large";
        }
        if (!dtype.isFloat() && value != Math.rint(value)) {
            return "this number is not whole";
        }
        if (!dtype.isFloat() && (dtype.round(value) != value || Math.abs(value) > EXACT)) {
            return "this number is out of range";
        }
        return null;
    }

    private DataException error(CsvRow row, int column, String what, String expected, String fix) {
        String name = names.isEmpty() ? Integer.toString(column + 1) : names.get(column);
        Place place = new Place(file, row.lineOf(column), name);
        return new DataException(place, what, expected, Shown.text(row.cell(column)), fix);
    }
}
