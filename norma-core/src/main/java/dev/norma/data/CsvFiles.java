package dev.norma.data;

import dev.norma.tensor.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The rows of CSV files, one file after the other. */
record CsvFiles(List<Path> files, boolean header, CsvFormat format, CsvPlan plan) implements Step {
    @Override
    public OptionalLong cardinality() {
        return OptionalLong.empty();
    }

    /** Looks first whether all files are there, so that a wrong name is not found in the middle of an epoch. */
    @Override
    public Cursor open() {
        files.forEach(DataFile::check);
        return new FilesCursor();
    }

    private final class FilesCursor extends ElementCursor {
        private int opened;
        private @Nullable OpenFile current;
        private List<String> firstHeader = List.of();

        @Override
        @Nullable
        Batch produce() {
            while (true) {
                if (current == null) {
                    if (opened == files.size()) {
                        return null;
                    }
                    current = openNext();
                }
                Batch row = current.next();
                if (row != null) {
                    return row;
                }
                close();
            }
        }

        private OpenFile openNext() {
            Path path = files.get(opened++);
            CsvRows rows = CsvRows.open(path, format);
            try {
                OpenFile file = OpenFile.begin(path.toString(), rows, header, plan);
                checkHeader(file);
                return file;
            } catch (RuntimeException refused) {
                rows.close();
                throw refused;
            }
        }

        private void checkHeader(OpenFile file) {
            if (opened == 1) {
                firstHeader = file.names();
            } else if (!firstHeader.equals(file.names())) {
                throw new DataException(
                        Place.line(file.name(), 1),
                        "this header differs from that of the first file",
                        Shown.list(firstHeader),
                        Shown.list(file.names()),
                        "give all files the same columns in the same order");
            }
        }

        @Override
        void close() {
            if (current != null) {
                current.rows().close();
                current = null;
            }
        }
    }

    /** A file of which at least one row was read. */
    private static final class OpenFile {
        private final String name;
        private final CsvRows rows;
        private final List<String> names;
        private final CsvDecoder decoder;
        private @Nullable CsvRow first;

        private OpenFile(String name, CsvRows rows, List<String> names, CsvDecoder decoder, CsvRow first) {
            this.name = name;
            this.rows = rows;
            this.names = names;
            this.decoder = decoder;
            this.first = first;
        }

        static OpenFile begin(String file, CsvRows rows, boolean header, CsvPlan plan) {
            CsvRow row = rows.next();
            if (row == null) {
                throw EmptyFile.nothing(file);
            }
            List<String> names = header ? Header.names(file, row) : List.of();
            CsvRow first = header ? rows.next() : row;
            if (first == null) {
                throw EmptyFile.headerAlone(file);
            }
            TableReader.checkLength(file, first, row.size());
            return new OpenFile(file, rows, names, plan.decoder(file, names, first), first);
        }

        String name() {
            return name;
        }

        List<String> names() {
            return names;
        }

        CsvRows rows() {
            return rows;
        }

        @Nullable
        Batch next() {
            CsvRow row = first != null ? first : rows.next();
            first = null;
            return row == null ? null : decoder.decode(row);
        }
    }
}
