package dev.norma.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Named columns of equal length, of numbers or of texts. Never changes once made. {@link TablePreparation} makes
 * tensors of it.
 */
public final class Table {
    private final String file;
    private final List<Column> columns;
    private final long[] lines;
    private final Map<String, Column> byName = new LinkedHashMap<>();

    Table(String file, List<Column> columns, long[] lines) {
        this.file = file;
        this.columns = List.copyOf(columns);
        this.lines = lines;
        columns.forEach(column -> byName.put(column.name(), column));
    }

    /** Reads a CSV file with a header; {@link TableReader} says how, and can be told more. */
    public static Table read(Path path) {
        return new TableReader().read(path);
    }

    /** The name of the file that it was read from. */
    public String file() {
        return file;
    }

    /** The columns in the order of the file. */
    public List<Column> columns() {
        return columns;
    }

    /** The names of the columns in the order of the file. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /**
     * The column of a name.
     *
     * @throws DataException if there is none
     */
    public Column column(String name) {
        Column column = byName.get(name);
        if (column == null) {
            throw UnknownColumn.error(file, name, byName.keySet());
        }
        return column;
    }

    /** Whether there is a column of this name. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** How many rows there are. */
    public int size() {
        return lines.length;
    }

    /** The physical line of the file on which a row begins. */
    public long line(int row) {
        return lines[row];
    }

    /** The rows whose numbers, counted from 0, are chosen. */
    public Table where(IntPredicate chosen) {
        int[] rows = IntStream.range(0, size()).filter(chosen).toArray();
        return new Table(
                file,
                columns.stream().map(column -> column.rows(rows)).toList(),
                IntStream.of(rows).mapToLong(row -> lines[row]).toArray());
    }

    /** Where a cell is in the file. */
    Place place(int row, Column column) {
        return new Place(file, lines[row], column.name());
    }
}
