package dev.norma.data;

import dev.norma.tensor.Shown;
import org.jspecify.annotations.Nullable;

/**
 * Where in a file something is.
 *
 * @param file the file's name as the user gave it
 * @param line the physical line, counted from 1; 0 where the whole file is meant
 * @param column the name of the column, or its number from 1 where it has no name; null where the whole line is meant
 */
public record Place(String file, long line, @Nullable String column) {
    static Place file(String file) {
        return new Place(file, 0, null);
    }

    static Place line(String file, long line) {
        return new Place(file, line, null);
    }

    /** For example {@code table.csv, line 7, column "age"}; what is from the file is cut and escaped. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(Shown.plain(file, 200));
        if (line > 0) {
            text.append(", line ").append(line);
        }
        if (column != null) {
            text.append(", column ").append(Shown.text(column));
        }
        return text.toString();
    }
}
