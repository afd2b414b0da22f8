package dev.norma.data;

import dev.norma.tensor.Shown;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Turns a column of texts into one column for each text, 1 where the cell has it and 0 elsewhere.
 *
 * @param categories the texts that the training rows have, in order; {@value #MISSING} among them where cells are
 *     missing
 */
record TextEncoder(String name, List<String> categories) implements FeatureEncoder {
    static final String KIND = "texts";

    /** What a missing cell counts as. */
    static final String MISSING = "missing";

    static TextEncoder fit(Table table, Column column, int limit) {
        SortedSet<String> categories = new TreeSet<>();
        for (int row = 0; row < column.size(); row++) {
            categories.add(category(column, row));
            if (categories.size() > limit) {
                throw new DataException(
                        table.place(row, column),
                        "this column has too many different texts",
                        "at most %,d different texts in a column".formatted(limit),
                        "one more in this line, %s".formatted(Shown.text(column.text(row))),
                        "remove the column if each row has its own text, such as a name; or raise the limit"
                                + " (PreparationOptions.categories)");
            }
        }
        return new TextEncoder(column.name(), List.copyOf(categories));
    }

    private static String category(Column column, int row) {
        return column.isMissing(row) ? MISSING : column.text(row);
    }

    @Override
    public List<String> featureNames() {
        return categories.stream().map(category -> name + "=" + category).toList();
    }

    @Override
    public int width() {
        return categories.size();
    }

    @Override
    public void check(Table table, Column column) {
        if (column instanceof Column.OfNumbers) {
            throw new DataException(
                    table.place(0, column),
                    "this column held texts when it was fitted",
                    "a column of texts",
                    "a column of numbers",
                    "read the table with TablePreparation.reader(), which knows what each column is");
        }
    }

    @Override
    public void encode(Column column, float[] x, int offset, int stride, Consumer<String> notes) {
        Map<String, Integer> places = new HashMap<>();
        categories.forEach(category -> places.put(category, places.size()));
        List<String> unknown = new ArrayList<>();
        int missing = 0;
        for (int row = 0; row < column.size(); row++) {
            Integer place = places.get(category(column, row));
            if (place != null) {
                x[offset + row * stride + place] = 1;
                missing += column.isMissing(row) ? 1 : 0;
            } else {
                unknown.add(category(column, row));
            }
        }
        if (missing > 0) {
            notes.accept("%s of column %s as the text \"%s\"."
                    .formatted(
                            Counted.of(missing, "missing cell"),
                            Shown.text(name) + (missing == 1 ? " counts" : " count"),
                            MISSING));
        }
        if (!unknown.isEmpty()) {
            notes.accept("%s of column %s a text that the training rows do not have (%s): zeros in all its columns."
                    .formatted(
                            Counted.of(unknown.size(), "cell"),
                            Shown.text(name) + (unknown.size() == 1 ? " has" : " have"),
                            Shown.list(unknown.stream().distinct().limit(3).toList())));
        }
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", KIND);
        map.put("name", name);
        map.put("categories", categories);
        return map;
    }

    static TextEncoder fromMap(Settings map) {
        return new TextEncoder(map.text("name"), map.texts("categories"));
    }
}
