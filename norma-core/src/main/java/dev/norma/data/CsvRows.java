package dev.norma.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a CSV file from the first to the last; blank lines at the end are none. */
final class CsvRows implements AutoCloseable {
    private final String file;
    private final CsvRowHandler handler;
    private final CloseableIterator<CsvRow> rows;

    private CsvRows(String file, InputStream stream, CsvFormat format) throws IOException {
        this.file = file;
        this.handler = new CsvRowHandler(file, format.limits());
        BufferedReader text = new BufferedReader(new Utf8Reader(file, stream));
        // The parser needs room for a cell. It doubles its buffer of 16,384, and fails at a largest size between two
        // steps.
        int room = Math.max(1 << 14, Integer.highestOneBit(format.limits().rowLength() + 1) << 1);
        this.rows = CsvReader.builder()
                .fieldSeparator(format.delimiter(firstLine(text, format.limits())))
                .quoteCharacter(format.quote())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(room)
                .build(handler, text)
                .iterator();
    }

    static CsvRows open(Path path, CsvFormat format) {
        return open(path.toString(), DataFile.open(path), format);
    }

    static CsvRows open(String file, InputStream stream, CsvFormat format) {
        try {
            return new CsvRows(file, stream, format);
        } catch (IOException failure) {
            throw closing(stream, unreadable(file, failure));
        } catch (RuntimeException refused) {
            throw closing(stream, refused);
        }
    }

    private static RuntimeException closing(InputStream stream, RuntimeException failure) {
        try {
            stream.close();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
        return failure;
    }

    /** The next row, or null at the end. */
    @Nullable
    CsvRow next() {
        CsvRow row = parsed();
        if (row == null || !row.isBlank()) {
            return row;
        }
        for (CsvRow after = parsed(); after != null; after = parsed()) {
            if (!after.isBlank()) {
                throw new DataException(
                        Place.line(file, row.line()),
                        "this line is blank, and rows follow it",
                        "blank lines at the end of the file only",
                        "the next row on line %d".formatted(after.line()),
                        "remove the blank line");
            }
        }
        return null;
    }

    private @Nullable CsvRow parsed() {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (CsvParseException problem) {
            throw problem.getCause() instanceof DataException ours ? ours : refused(problem);
        } catch (UncheckedIOException failure) {
            throw unreadable(file, Objects.requireNonNull(failure.getCause()));
        }
    }

    /** The parser's reasons in our words: a quote that does not end, or something behind one that does. */
    private DataException refused(CsvParseException problem) {
        CsvRow row = handler.row();
        Place place = new Place(file, row.lineOf(row.size()), Integer.toString(row.size() + 1));
        String reason = String.valueOf(problem.getMessage());
        if (reason.contains("maximum buffer size")) {
            return handler.tooLong();
        }
        if (reason.contains("after closing quote")) {
            return new DataException(
                    place,
                    "something follows the closing quote of this cell",
                    "the delimiter or the end of the line behind a closing quote",
                    "other text",
                    "double the quotes that are part of the text: \"a \"\"word\"\" in it\"");
        }
        if (!reason.contains("Unclosed quoted field")) {
            throw problem;
        }
        return new DataException(
                place,
                "the quote that opens this cell is never closed",
                "a closing quote before the end of the file",
                "none",
                "close the quote, or double it where it is part of the text");
    }

    private static UncheckedIOException unreadable(String file, IOException failure) {
        return new UncheckedIOException("%s cannot be read".formatted(Place.file(file)), failure);
    }

    private static String firstLine(BufferedReader text, CsvLimits limits) throws IOException {
        int longest = limits.rowLength();
        text.mark(longest + 1);
        StringBuilder line = new StringBuilder();
        for (int next = text.read(); next >= 0 && next != '\n' && next != '\r'; next = text.read()) {
            if (line.length() >= longest) {
                break;
            }
            line.append((char) next);
        }
        text.reset();
        return line.toString();
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException failure) {
            throw unreadable(file, failure);
        }
    }
}
