package dev.norma.data;

import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the label of a table becomes numbers.
 *
 * @param name the column
 * @param classes what the class numbers stand for; empty where the label is a number itself
 * @param text whether the column holds texts
 */
record LabelEncoder(String name, List<String> classes, boolean text) {
    private static final int FEW = 20;

    static LabelEncoder fit(Table table, PreparationOptions options) {
        Column column = table.column(options.label());
        requireNoneMissing(table, column);
        boolean text = column instanceof Column.OfTexts;
        boolean asClasses = switch (options.target()) {
            case AUTO -> text || hasFewWholeNumbers((Column.OfNumbers) column);
            case CLASSES -> true;
            case NUMBERS -> false;
        };
        if (!asClasses) {
            requireNumbers(table, column);
            return new LabelEncoder(column.name(), List.of(), false);
        }
        List<String> classes = text ? textClasses(column) : numberClasses(table, (Column.OfNumbers) column);
        if (classes.size() > options.categories()) {
            throw new DataException(
                    new Place(table.file(), 0, column.name()),
                    "the label has too many classes",
                    "at most %,d classes".formatted(options.categories()),
                    "%,d".formatted(classes.size()),
                    "choose another label, predict a number instead (--task number, Target.NUMBERS), or raise the"
                            + " limit (PreparationOptions.categories)");
        }
        return new LabelEncoder(column.name(), classes, text);
    }

    private static List<String> textClasses(Column column) {
        SortedSet<String> classes = new TreeSet<>();
        for (int row = 0; row < column.size(); row++) {
            classes.add(column.text(row));
        }
        return List.copyOf(classes);
    }

    private static List<String> numberClasses(Table table, Column.OfNumbers column) {
        SortedSet<Double> numbers = new TreeSet<>();
        List<String> classes = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            requireWhole(table, column, row);
            numbers.add(column.number(row) + 0.0);
        }
        numbers.forEach(number -> classes.add(Long.toString(number.longValue())));
        return classes;
    }

    private static boolean hasFewWholeNumbers(Column.OfNumbers column) {
        Set<Double> different = new HashSet<>();
        for (int row = 0; row < column.size() && different.size() <= FEW; row++) {
            if (!isWhole(column.number(row))) {
                return false;
            }
            different.add(column.number(row));
        }
        return different.size() <= FEW;
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15;
    }

    /** The labels of a table: int32 class numbers or float32 numbers, {@code [rows]}. */
    Tensor encode(Table table) {
        Column column = table.column(name);
        requireNoneMissing(table, column);
        if (classes.isEmpty()) {
            requireNumbers(table, column);
            float[] numbers = new float[column.size()];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = (float) ((Column.OfNumbers) column).number(row);
            }
            return Tensor.of(numbers);
        }
        Map<String, Integer> places = new HashMap<>();
        classes.forEach(one -> places.put(one, places.size()));
        int[] numbers = new int[column.size()];
        for (int row = 0; row < numbers.length; row++) {
            Integer place = places.get(column.text(row));
            if (place == null) {
                throw unknownClass(table, column, row);
            }
            numbers[row] = place;
        }
        return Tensor.of(numbers);
    }

    private DataException unknownClass(Table table, Column column, int row) {
        return new DataException(
                table.place(row, column),
                "this label is none of the classes that the training rows have",
                "one of %s".formatted(Shown.list(classes)),
                Shown.text(column.text(row)),
                Nearest.hint(column.text(row), classes, "correct the label, or give the class training rows"));
    }

    private static void requireNoneMissing(Table table, Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (column.isMissing(row)) {
                throw new DataException(
                        table.place(row, column),
                        "the label of this row is missing",
                        "a label in each row",
                        "an empty cell, NA, NaN, null or ?",
                        "fill the cell, or remove the row");
            }
        }
    }

    private static void requireNumbers(Table table, Column column) {
        if (column instanceof Column.OfTexts) {
            throw new DataException(
                    table.place(0, column),
                    "this label is a text, and a number is to be predicted",
                    "a column of numbers",
                    Shown.text(column.text(0)),
                    "choose another label, or predict classes (--task classes, Target.CLASSES)");
        }
    }

    private static void requireWhole(Table table, Column.OfNumbers column, int row) {
        if (!isWhole(column.number(row))) {
            throw new DataException(
                    table.place(row, column),
                    "this label is not a whole number, and classes are to be predicted",
                    "texts or whole numbers",
                    Double.toString(column.number(row)),
                    "predict a number instead (--task number, Target.NUMBERS)");
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", name);
        map.put("classes", classes);
        map.put("kind", text ? TextEncoder.KIND : NumberEncoder.KIND);
        return map;
    }

    static LabelEncoder fromMap(Settings map) {
        String kind = map.text("kind");
        if (!kind.equals(TextEncoder.KIND) && !kind.equals(NumberEncoder.KIND)) {
            throw map.refusal("kind", "\"%s\" or \"%s\"".formatted(NumberEncoder.KIND, TextEncoder.KIND));
        }
        return new LabelEncoder(map.text("name"), map.texts("classes"), kind.equals(TextEncoder.KIND));
    }
}
