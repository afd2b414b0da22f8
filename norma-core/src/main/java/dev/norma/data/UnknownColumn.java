package dev.norma.data;

import java.util.Collection;
import java.util.List;

/** The error about a column that a table does not have. */
final class UnknownColumn {
    private UnknownColumn() {}

    static DataException error(String file, String asked, Collection<String> names) {
        return new DataException(
                Place.file(file),
                "there is no column %s".formatted(Excerpt.of(asked)),
                "one of %s".formatted(Excerpt.of(List.copyOf(names))),
                Excerpt.of(asked),
                Nearest.hint(asked, names, "use one of the names above"));
    }
}
