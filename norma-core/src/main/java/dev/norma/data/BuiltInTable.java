package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

/** The tables that come with the library: columns of numbers, and the column "label". */
final class BuiltInTable {
    private static final String LABEL = "label";

    private BuiltInTable() {}

    static Table read(String name) {
        String file = name + ".csv";
        InputStream content = Objects.requireNonNull(BuiltInTable.class.getResourceAsStream(file));
        return new TableReader().read(file, content);
    }

    /** The numbers as they are in the file, not standardized. */
    static Split split(String name) {
        Table table = read(name);
        LabelEncoder labels = LabelEncoder.fit(table, PreparationOptions.label(LABEL));
        List<Column.OfNumbers> columns = table.columns().stream()
                .filter(Column.OfNumbers.class::isInstance)
                .map(Column.OfNumbers.class::cast)
                .toList();
        float[] x = new float[table.size() * columns.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) columns.get(i % columns.size()).number(i / columns.size());
        }
        TensorType type = TensorType.of(DType.FLOAT32, table.size(), columns.size());
        Batch whole = Batch.of(Tensor.adopt(type, MemorySegment.ofArray(x)), labels.encode(table));
        List<String> names = columns.stream().map(Column::name).toList();
        return Split.of(name, whole, names, labels.classes());
    }
}
