package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to a table before a model sees it: learned from the training rows, then done in the same way to any
 * table with the same columns.
 *
 * <pre>
 *   numbers   (x - mean) / deviation, both over the training rows that have a value; population standard deviation;
 *             a missing cell counts as the mean and so gives 0; a column of equal numbers gives zeros
 *   texts     one column of 0 and 1 for each text, in alphabetical order; a missing cell counts as "missing";
 *             a text that the training rows do not have gives zeros
 *   label     texts or whole numbers become class numbers from 0, in order; or numbers stay as they are
 * </pre>
 *
 * <p>{@link #toMap} and {@link #fromMap} save it with a model.
 */
public final class TablePreparation {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private final List<FeatureEncoder> features;
    private final LabelEncoder label;

    private TablePreparation(List<FeatureEncoder> features, LabelEncoder label) {
        this.features = List.copyOf(features);
        this.label = label;
    }

    /**
     * Learns from the training rows.
     *
     * @throws DataException if there is no such label, a label is missing, nothing else is left to learn from, or a
     *     column has too many texts
     */
    public static TablePreparation fit(Table training, PreparationOptions options) {
        return fit(training, training, options);
    }

    /**
     * Learns means, deviations and texts from the training rows, but what classes there are from other rows too, so that a class may
     * be rare enough to be missing among the training rows.
     *
     * @param labelled all rows
     * @throws DataException if there is no such label, a label is missing, nothing else is left to learn from, or a
     *     column has too many texts
     */
    public static TablePreparation fit(Table training, Table labelled, PreparationOptions options) {
        LabelEncoder label = LabelEncoder.fit(labelled, options);
        List<FeatureEncoder> features = new ArrayList<>();
        for (Column column : training.columns()) {
            if (!column.name().equals(label.name())) {
                features.add(
                        switch (column) {
                            case Column.OfNumbers numbers -> NumberEncoder.fit(training, numbers);
                            case Column.OfTexts texts -> TextEncoder.fit(training, texts, options.categories());
                        });
            }
        }
        if (features.isEmpty()) {
            throw new DataException(
                    Place.file(training.file()),
                    "there is nothing to predict the label from",
                    "a column besides the label",
                    "the column %s alone".formatted(Shown.text(label.name())),
                    "add columns to the table");
        }
        return new TablePreparation(features, label);
    }

    /** Reads a CSV file so that each column is what it was when this was fitted; the label need not be there. */
    public TableReader reader() {
        TableReader reader = new TableReader();
        for (FeatureEncoder feature : features) {
            switch (feature) {
                case NumberEncoder numbers -> reader.numbers(numbers.name());
                case TextEncoder texts -> reader.text(texts.name());
            }
        }
        reader.optional(label.name());
        return label.text() ? reader.text(label.name()) : reader.numbers(label.name());
    }

    /**
     * Features and labels of a table. Columns are found by name; others are left alone.
     *
     * @throws DataException if a column is not there or not what it was, or a label is missing or of an unknown class
     */
    public PreparedTable prepare(Table table) {
        Tensor y = label.encode(table);
        PreparedTable prepared = prepareFeatures(table);
        return new PreparedTable(Batch.of(prepared.batch().x(), y), prepared.notes());
    }

    /** Features of a table whose labels are not known, or not needed. */
    public PreparedTable prepareFeatures(Table table) {
        for (FeatureEncoder feature : features) {
            feature.check(table, table.column(feature.name()));
        }
        int width = featureCount();
        TensorType type = TensorType.of(DType.FLOAT32, table.size(), width);
        float[] x = new float[numbers(table, type)];
        List<String> notes = new ArrayList<>();
        int offset = 0;
        for (FeatureEncoder feature : features) {
            feature.encode(table.column(feature.name()), x, offset, width, notes::add);
            offset += feature.width();
        }
        return new PreparedTable(Batch.of(Tensor.adopt(type, MemorySegment.ofArray(x))), notes);
    }

    private static int numbers(Table table, TensorType type) {
        long numbers = type.shape().size();
        if (numbers > MOST_NUMBERS) {
            throw new DataException(
                    Place.file(table.file()),
                    "this table becomes too many numbers",
                    "at most %,d, which a Java array holds".formatted(MOST_NUMBERS),
                    "%,d rows of %,d numbers each"
                            .formatted(type.shape().dim(0), type.shape().dim(1)),
                    "remove columns with many different texts, each of which becomes a column of its own, or use fewer rows");
        }
        return (int) numbers;
    }

    /** How many numbers a row becomes. */
    public int featureCount() {
        return features.stream().mapToInt(FeatureEncoder::width).sum();
    }

    /** What the numbers of a row are: a column's name, or {@code column=text}. */
    public List<String> featureNames() {
        return features.stream()
                .flatMap(feature -> feature.featureNames().stream())
                .toList();
    }

    /** The column that is predicted. */
    public String label() {
        return label.name();
    }

    /** Whether classes are predicted, not numbers. */
    public boolean predictsClasses() {
        return !label.classes().isEmpty();
    }

    /** What the class numbers 0, 1, ... stand for; empty where a number is predicted. */
    public List<String> classNames() {
        return label.classes();
    }

    /** What it does, in sentences. */
    public List<String> description() {
        return Description.of(features, label);
    }

    /** All that it has learned, as values that JSON has. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("label", label.toMap());
        map.put("columns", features.stream().map(FeatureEncoder::toMap).toList());
        return map;
    }

    /**
     * The preparation that gave this map.
     *
     * @throws IllegalArgumentException if the map is none of {@link #toMap}; the message names the key
     */
    public static TablePreparation fromMap(Map<String, ?> map) {
        Settings settings = new Settings("preparation", map);
        List<FeatureEncoder> features =
                settings.maps("columns").stream().map(FeatureEncoder::fromMap).toList();
        if (features.isEmpty()) {
            throw settings.refusal("columns", "at least one column");
        }
        return new TablePreparation(features, LabelEncoder.fromMap(settings.map("label")));
    }
}
