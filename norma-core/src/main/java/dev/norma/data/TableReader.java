package dev.norma.data;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Reads a CSV file with a header into a {@link Table}.
 *
 * <p>The file is text in UTF-8, with or without a byte-order mark. The delimiter is the comma, the semicolon or the
 * tab, whichever the header has most. Cells may be in double quotes, and then have line breaks and doubled quotes in
 * them. A column holds numbers if its first cell that is not missing is one. Missing is what is empty or {@code NA},
 * {@code NaN}, {@code null} or {@code ?}. Everything else that a table cannot be is refused with a {@link
 * DataException} that names line and column; nothing is guessed.
 */
public final class TableReader {
    private final Map<String, ColumnReader.Kind> kinds = new HashMap<>();
    private final Set<String> optional = new HashSet<>();
    private CsvLimits limits = CsvLimits.DEFAULT;

    /** Makes these columns texts, whatever their cells look like. */
    public TableReader text(String... columns) {
        Arrays.asList(columns).forEach(column -> kinds.put(column, ColumnReader.Kind.TEXTS));
        return this;
    }

    /** Makes these columns numbers, so that a text in their first cell is refused too. */
    public TableReader numbers(String... columns) {
        Arrays.asList(columns).forEach(column -> kinds.put(column, ColumnReader.Kind.NUMBERS));
        return this;
    }

    /** Says that a column need not be there. */
    TableReader optional(String column) {
        optional.add(column);
        return this;
    }

    /** Sets what is too large, {@link CsvLimits#DEFAULT} unless set. */
    public TableReader limits(CsvLimits limits) {
        this.limits = limits;
        return this;
    }

    /**
     * Reads the whole file.
     *
     * @throws DataException if it is no table
     * @throws java.io.UncheckedIOException if the disk fails
     */
    public Table read(Path path) {
        try (CsvRows rows = CsvRows.open(path, format())) {
            return read(path.toString(), rows);
        }
    }

    /** The same with content that is not in a file; {@code name} stands for the file in errors. */
    public Table read(String name, InputStream content) {
        try (CsvRows rows = CsvRows.open(name, content, format())) {
            return read(name, rows);
        }
    }

    private CsvFormat format() {
        return new CsvFormat(null, '"', limits);
    }

    private Table read(String file, CsvRows rows) {
        CsvRow header = rows.next();
        if (header == null) {
            throw EmptyFile.nothing(file);
        }
        List<ColumnReader> columns = columns(file, Header.names(file, header));
        LongStream.Builder lines = LongStream.builder();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            checkLength(file, row, columns.size());
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).add(row, column);
            }
            lines.add(row.line());
        }
        long[] starts = lines.build().toArray();
        if (starts.length == 0) {
            throw EmptyFile.headerAlone(file);
        }
        List<Column> read = columns.stream().map(ColumnReader::read).toList();
        return new Table(file, read, starts);
    }

    private List<ColumnReader> columns(String file, List<String> names) {
        for (String asked : kinds.keySet()) {
            if (!names.contains(asked) && !optional.contains(asked)) {
                throw UnknownColumn.error(file, asked, names);
            }
        }
        List<ColumnReader> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new ColumnReader(file, name, kinds.getOrDefault(name, ColumnReader.Kind.UNDECIDED)));
        }
        return columns;
    }

    static void checkLength(String file, CsvRow row, int columns) {
        if (row.size() != columns) {
            throw new DataException(
                    Place.line(file, row.line()),
                    row.size() < columns ? "this row is too short" : "this row is too long",
                    Counted.of(columns, "cell") + ", as in the first line",
                    Counted.of(row.size(), "cell"),
                    "correct the row; put cells that contain the delimiter in quotes");
        }
    }
}
