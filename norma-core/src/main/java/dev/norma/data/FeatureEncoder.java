package dev.norma.data;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How a column becomes numbers: what was learned from the training rows, and its use on any rows. */
sealed interface FeatureEncoder permits NumberEncoder, TextEncoder {
    /** The column. */
    String name();

    /** What its numbers are called. */
    List<String> featureNames();

    /** How many numbers there are for a cell. */
    default int width() {
        return featureNames().size();
    }

    /**
     * Checks that the column of a table can be encoded.
     *
     * @throws DataException if it holds something else than the column it was fitted to
     */
    void check(Table table, Column column);

    /**
     * Writes the numbers of each row into {@code x}, beginning at {@code offset}, a row every {@code stride}.
     *
     * @param notes gets a sentence for what was not there and had to be filled
     */
    void encode(Column column, float[] x, int offset, int stride, Consumer<String> notes);

    /** What {@link #fromMap} needs. */
    Map<String, Object> toMap();

    /** The encoder that gave this map. */
    static FeatureEncoder fromMap(Settings map) {
        return map.text("kind").equals(TextEncoder.KIND) ? TextEncoder.fromMap(map) : NumberEncoder.fromMap(map);
    }
}
