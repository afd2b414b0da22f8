package dev.norma.data;

import dev.norma.tensor.Shown;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the names of columns in the first row of a file. */
final class Header {
    private Header() {}

    static List<String> names(String file, CsvRow row) {
        Map<String, Integer> seen = new HashMap<>();
        for (int column = 0; column < row.size(); column++) {
            Integer before = seen.put(row.cell(column), column + 1);
            if (row.cell(column).isEmpty()) {
                throw new DataException(
                        new Place(file, row.lineOf(column), Integer.toString(column + 1)),
                        "this column has no name",
                        "a name in the first line for each column",
                        "an empty cell",
                        "name the column, or remove it");
            }
            if (before != null) {
                throw new DataException(
                        new Place(file, row.lineOf(column), row.cell(column)),
                        "two columns have this name",
                        "a name of its own for each column",
                        "columns %d and %d".formatted(before, column + 1),
                        "rename one of them");
            }
        }
        if (List.of(row.cells()).stream().allMatch(Cell::isNumber)) {
            throw new DataException(
                    Place.line(file, row.line()),
                    "the first line has numbers only, so the columns have no names",
                    "a first line with the names of the columns",
                    Shown.list(List.of(row.cells())),
                    "add such a line");
        }
        return List.of(row.cells());
    }
}
