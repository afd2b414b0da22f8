package dev.norma.data;

import java.util.List;

/**
 * A table as tensors.
 *
 * @param batch all rows: x float32 {@code [rows, features]}, y int32 or float32 {@code [rows]} where labels were asked
 *     for
 * @param notes a sentence for each thing that was missing or unknown and had to be filled
 */
public record PreparedTable(Batch batch, List<String> notes) {
    /** Copies the notes. */
    public PreparedTable {
        notes = List.copyOf(notes);
    }
}
