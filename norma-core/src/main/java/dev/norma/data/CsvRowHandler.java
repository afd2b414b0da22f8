package dev.norma.data;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Collects the cells of a row as the parser finds them, within the limits. */
final class CsvRowHandler extends CsvCallbackHandler<CsvRow> {
    private final String file;
    private final CsvLimits limits;
    private final List<String> cells = new ArrayList<>();
    private BitSet quoted = new BitSet();
    private long line = 1;
    private long length;

    CsvRowHandler(String file, CsvLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    protected RecordType getRecordType() {
        return RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return cells.size();
    }

    @Override
    protected void beginRecord(long startingLine) {
        line = startingLine;
        length = 0;
        cells.clear();
        quoted = new BitSet();
    }

    @Override
    protected void addField(char[] buffer, int offset, int count, boolean isQuoted) {
        if (cells.size() == limits.columns()) {
            throw new DataException(
                    Place.line(file, line),
                    "this row has too many columns",
                    "at most %,d columns".formatted(limits.columns()),
                    "more than that",
                    "remove columns, or raise the limit (CsvLimits.columns)");
        }
        length += count;
        if (length > limits.rowLength()) {
            throw tooLong();
        }
        String cell = new String(buffer, offset, count);
        quoted.set(cells.size(), isQuoted);
        cells.add(isQuoted ? cell : cell.strip());
    }

    @Override
    protected void setComment(char[] buffer, int offset, int count) {
        throw new AssertionError("comments are not asked for");
    }

    @Override
    protected void setEmpty() {
        cells.add("");
    }

    @Override
    protected CsvRow buildRecord() {
        return row();
    }

    /** The row so far. */
    CsvRow row() {
        return new CsvRow(line, cells.toArray(String[]::new), quoted);
    }

    DataException tooLong() {
        return new DataException(
                Place.line(file, line),
                "the row that begins here is too long",
                "at most %,d characters in a row".formatted(limits.rowLength()),
                "more than that",
                "close the quote that is open, shorten the row, or raise the limit (CsvLimits.rowLength)");
    }
}
