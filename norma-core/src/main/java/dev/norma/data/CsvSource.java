package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.nio.file.Path;
import java.util.List;

/**
 * CSV files on their way to a {@link Dataset}, read row by row in each pass, one file after the other. They are text in
 * UTF-8; blank lines at their ends are left out.
 */
public final class CsvSource {
    private final List<Path> files;
    private boolean header;
    private CsvFormat format = CsvFormat.DEFAULT;

    CsvSource(Path... files) {
        this.files = List.of(files);
        if (files.length == 0) {
            throw new Complaint("csv needs files", "one or more paths", "none", "name the files").asArgument();
        }
    }

    /** The first line of each file has the names of the columns, the same in all. */
    public CsvSource header() {
        header = true;
        return this;
    }

    /** Sets what is between cells; comma, semicolon or tab, whichever the first line has most, unless set. */
    public CsvSource delimiter(char delimiter) {
        format = new CsvFormat(delimiter, format.quote(), format.limits());
        return this;
    }

    /** Sets what is around cells with delimiters or line breaks in them; the double quote unless set. */
    public CsvSource quote(char quote) {
        format = new CsvFormat(format.delimiter(), quote, format.limits());
        return this;
    }

    /** Sets what is too large, {@link CsvLimits#DEFAULT} unless set. */
    public CsvSource limits(CsvLimits limits) {
        format = new CsvFormat(format.delimiter(), format.quote(), limits);
        return this;
    }

    /**
     * Says what the columns are, either all by number, so that they cover each row, or all by name.
     *
     * <p>In a pass, a cell that is not what it should be ends it with a {@link DataException} that names file, line and
     * column.
     */
    public Dataset decode(CsvColumns... columns) {
        format.check();
        return new Dataset(new CsvFiles(files, header, format, new CsvPlan(List.of(columns), header)));
    }
}
