package dev.norma.data;

import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shown;
import java.util.Collection;
import java.util.List;

/** The error about a column that a table does not have. */
final class UnknownColumn {
    private UnknownColumn() {}

    static DataException error(String file, String asked, Collection<String> names) {
        return new DataException(
                Place.file(file),
                "there is no column %s".formatted(Shown.text(asked)),
                "one of %s".formatted(Shown.list(List.copyOf(names))),
                Shown.text(asked),
                Nearest.hint(asked, names, "use one of the names above"));
    }
}
