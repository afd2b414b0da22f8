package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how the message reads. */
final class BadTableTest {
    private static DataException refusal(byte[] content) {
        DataException refused = catchThrowableOfType(
                DataException.class, () -> new TableReader().read("t.csv", new ByteArrayInputStream(content)));
        assertThat(refused).isNotNull();
        return refused;
    }

    private static DataException refusal(String content) {
        return refusal(content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void text_in_a_column_of_numbers() {
        DataException refused = refusal("name,age\nA,31\n\"B\nC\",abc\n");
        assertThat(refused).hasMessage("""
                t.csv, line 4, column "age": this cell is not a number
                  expected: a number, as in the cells above it, or an empty cell
                  given:    "abc"
                  fix:      correct the cell, or make it a column of texts (--text COLUMN, TableReader.text)""");
        assertThat(refused.place()).isEqualTo(new Place("t.csv", 4, "age"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-inf", "Infinity", "+INF", "1e39", "-1e999"})
    void infinite_numbers(String number) {
        String expected = """
                t.csv, line 3, column "a": this number is infinite, or too large for float32
                  expected: a number from -3.4e38 to 3.4e38, or an empty cell
                  given:    "%s"
                  fix:      correct the cell, or leave it empty""".formatted(number);
        assertThat(refusal("a,b\n1,x\n%s,y\n".formatted(number))).hasMessage(expected);
        assertThat(refusal("a,b\n,x\n%s,y\n".formatted(number))).hasMessage(expected);
    }

    @Test
    void ragged_lines() {
        assertThat(refusal("a,b,c\n1,2,3\n4,5\n")).hasMessage("""
                t.csv, line 3: this row is too short
                  expected: 3 cells, as in the first line
                  given:    2 cells
                  fix:      correct the row; put cells that contain the delimiter in quotes""");
        assertThat(refusal("a,b\n1,2\n3,4,5\n")).hasMessageContaining("line 3: this row is too long");
        assertThat(refusal("a,b\n1\n")).hasMessageContaining("given:    1 cell\n");
        assertThat(refusal("a,b\n1,2,\n")).hasMessageContaining("line 2: this row is too long");
    }

    @Test
    void a_blank_line_between_rows() {
        assertThat(refusal("a,b\r\n1,2\r\n\r\n \r\n3,4\r\n")).hasMessage("""
                t.csv, line 3: this line is blank, and rows follow it
                  expected: blank lines at the end of the file only
                  given:    the next row on line 5
                  fix:      remove the blank line""");
        assertThat(refusal("\n\na,b\n1,2\n")).hasMessageContaining("line 1: this line is blank");
    }

    @Test
    void an_open_quote() {
        assertThat(refusal("a,b\n1,x\n2,\"y\n3,z\n4,w\n")).hasMessage("""
                t.csv, line 3, column "2": the quote that opens this cell is never closed
                  expected: a closing quote before the end of the file
                  given:    none
                  fix:      close the quote, or double it where it is part of the text""");
        assertThat(refusal("\"a")).hasMessageContaining("line 1, column \"1\": the quote");
        assertThat(refusal("a,b\n\"x\ny\",\"z")).hasMessageContaining("line 3, column \"2\": the quote");
    }

    @Test
    void text_behind_a_closing_quote() {
        assertThat(refusal("a,b\n1,\"x\"y\n")).hasMessage("""
                t.csv, line 2, column "2": something follows the closing quote of this cell
                  expected: the delimiter or the end of the line behind a closing quote
                  given:    other text
                  fix:      double the quotes that are part of the text: "a ""word"" in it\"""");
    }

    @Test
    void nul_bytes() {
        assertThat(refusal("a,b\n1,x\n2,y\0z\n")).hasMessage("""
                t.csv, line 3: this line has a NUL byte, so the file is no text
                  expected: a table as text in UTF-8
                  given:    NUL at character 4 of the line
                  fix:      save the table as CSV again, or remove the byte""");
        assertThat(refusal("a,b\r\n1,x\r\n\0\0\0")).hasMessageContaining("line 3: this line has a NUL byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF", "   \n\t\n"})
    void empty_files(String content) {
        assertThat(refusal(content)).hasMessage("""
                t.csv: this file is empty
                  expected: a line with the names of the columns, then a line for each row
                  given:    nothing
                  fix:      check that it is the file you meant""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\n", "a,b\r\n\r\n\r\n", "a"})
    void a_header_without_rows(String content) {
        assertThat(refusal(content)).hasMessage("""
                t.csv: this table has no rows
                  expected: rows below the header
                  given:    the header alone
                  fix:      check that it is the file you meant""");
    }

    @Test
    void columns_of_one_name() {
        assertThat(refusal("a,b,a\n1,2,3\n")).hasMessage("""
                t.csv, line 1, column "a": two columns have this name
                  expected: a name of its own for each column
                  given:    columns 1 and 3
                  fix:      rename one of them""");
    }

    @Test
    void a_column_without_a_name() {
        assertThat(refusal(",b\n1,2\n")).hasMessage("""
                t.csv, line 1, column "1": this column has no name
                  expected: a name in the first line for each column
                  given:    an empty cell
                  fix:      name the column, or remove it""");
    }

    @Test
    void a_file_without_a_header() {
        assertThat(refusal("5.1,3.5,1\n4.9,3.0,0\n")).hasMessage("""
                t.csv, line 1: the first line has numbers only, so the columns have no names
                  expected: a first line with the names of the columns
                  given:    "5.1", "3.5", "1"
                  fix:      add such a line""");
    }

    @Test
    void a_column_without_any_value() {
        assertThat(refusal("a,b\n1,\n2,NA\n")).hasMessage("""
                t.csv, column "b": this column has no value at all
                  expected: at least one cell that is not empty, NA, NaN, null or ?
                  given:    2 missing cells
                  fix:      remove the column from the table""");
    }

    @Test
    void decimal_commas() {
        assertThat(refusal("a;b\n1,5;2\n")).hasMessage("""
                t.csv, line 2, column "a": this number has a decimal comma
                  expected: numbers with a decimal point, such as 1.5
                  given:    "1,5"
                  fix:      save the table with decimal points, or make it a column of texts (--text COLUMN, TableReader.text)""");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wide_encodings_by_their_name(String encoding) {
        byte[] marked = "\uFEFFa,b\n1,2\n".getBytes(Charset.forName(encoding));
        assertThat(refusal(marked)).hasMessage("""
                t.csv: this file is not text in UTF-8
                  expected: a table as text in UTF-8
                  given:    text in %s
                  fix:      save it as CSV in UTF-8""".formatted(encoding));
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE"})
    void wide_encodings_without_a_mark(String encoding) {
        assertThat(refusal("a,b\n1,2\n".getBytes(Charset.forName(encoding))))
                .hasMessageContaining("given:    text in %s without a byte-order mark".formatted(encoding));
    }

    @Test
    void one_byte_encodings_by_their_name() {
        byte[] latin = "a,b\n1,M\u00FCller\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal(latin)).hasMessage("""
                t.csv, line 2: this line is not in UTF-8
                  expected: a table as text in UTF-8
                  given:    byte FC at character 4 of the line: the file is probably ISO-8859-1 (Latin-1)
                  fix:      save the file in UTF-8""");
        byte[] windows = "a,b\r\n1,x\r\n2,5 \u20AC\r\n".getBytes(Charset.forName("windows-1252"));
        assertThat(refusal(windows))
                .hasMessageContaining("line 3: this line is not in UTF-8")
                .hasMessageContaining("byte 80 at character 5 of the line: the file is probably windows-1252");
    }

    @Test
    void a_character_that_is_cut_off() {
        byte[] whole = "a,b\n1,é".getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(java.util.Arrays.copyOf(whole, whole.length - 1)))
                .hasMessageContaining("line 2: this line is not in UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "1F8B0800, data packed by gzip",
        "504B0304, 'a zip archive, such as a spreadsheet or an .npz file'",
        "894844460D0A, an HDF5 file",
        "934E554D5059, an .npy file"
    })
    void files_of_other_kinds(String beginning, String name) {
        byte[] bytes = java.util.Arrays.copyOf(java.util.HexFormat.of().parseHex(beginning), 100);
        assertThat(refusal(bytes)).hasMessageContaining("given:    " + name);
    }

    @Test
    void what_a_file_says_is_cut_and_escaped() {
        String evil = "\u001b[31m%s%n\u202E" + "x".repeat(1000);
        assertThat(refusal("a,b\n1,x\n\"%s\",y\n".replace("%s", "~").replace("~", evil)))
                .hasMessage("""
                t.csv, line 3, column "a": this cell is not a number
                  expected: a number, as in the cells above it, or an empty cell
                  given:    "\\u{1b}[31m%s%n\\u{202e}" + "x..."
                  fix:      correct the cell, or make it a column of texts (--text COLUMN, TableReader.text)""".replace("\" + \"x...", "x".repeat(70) + "..."));
        assertThat(refusal("a\nb,\"a\nb\"\n1,2\n")).hasMessageContaining("line 2");
        assertThat(refusal("\"a\n\u0007\",\"a\n\u0007\"\n1,2\n").place().toString())
                .isEqualTo("t.csv, line 2, column \"a\\n\\u{7}\"");
    }

    @Test
    void too_many_columns() {
        String header = "c,".repeat(20_000) + "c";
        assertThat(refusal(header + "\n")).hasMessage("""
                t.csv, line 1: this row has too many columns
                  expected: at most 16,384 columns
                  given:    more than that
                  fix:      remove columns, or raise the limit (CsvLimits.columns)""");
    }

    @Test
    void rows_that_are_too_long() {
        String expected = """
                t.csv, line 2: the row that begins here is too long
                  expected: at most 40,000 characters in a row
                  given:    more than that
                  fix:      close the quote that is open, shorten the row, or raise the limit (CsvLimits.rowLength)""";
        TableReader reader = new TableReader().limits(new CsvLimits(10, 40_000));
        for (String row : new String[] {
            "x".repeat(41_000) + ",1", "\"" + "x\n".repeat(500_000), "x".repeat(30_000) + "," + "y".repeat(30_000)
        }) {
            byte[] bytes = ("a,b\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
            Assertions.assertThatThrownBy(() -> reader.read("t.csv", new ByteArrayInputStream(bytes)))
                    .isInstanceOf(DataException.class)
                    .hasMessage(expected);
        }
    }

    @Test
    void limits_that_make_no_sense() {
        Assertions.assertThatThrownBy(() -> new CsvLimits(0, 10)).hasMessage("""
                the limit columns of CSV files cannot be this
                  expected: a number from 1 to 536870912
                  given:    0
                  fix:      give another limit, or use CsvLimits.DEFAULT""");
    }

    @Test
    void what_is_no_file(@TempDir Path folder) {
        Assertions.assertThatThrownBy(() -> Table.read(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        %s: this is not a file
                          expected: a regular file
                          given:    a folder
                          fix:      name a file in the folder""".formatted(folder));
        Path nothing = folder.resolve("nothing.csv");
        Assertions.assertThatThrownBy(() -> Table.read(nothing))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        %s: there is no such file
                          expected: the path of a file that exists
                          given:    nothing at %s
                          fix:      check the name and the folder""".formatted(nothing, nothing));
    }

    @Test
    void a_device(@TempDir Path folder) {
        Path device = Path.of("/dev/zero");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(device));
        Assertions.assertThatThrownBy(() -> Table.read(device))
                .hasMessageContaining("given:    a pipe, a device or the like");
    }

    @Test
    void a_disk_that_fails_is_no_fault_of_the_data() {
        for (int readable : new int[] {0, 2, 20}) {
            AtomicBoolean closed = new AtomicBoolean();
            Assertions.assertThatThrownBy(() -> new TableReader().read("t.csv", failing(readable, closed)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("t.csv cannot be read")
                    .hasRootCauseMessage("the disk is gone");
            assertThat(closed).isTrue();
        }
    }

    private static InputStream failing(int readable, AtomicBoolean closed) {
        return new InputStream() {
            private int given;

            @Override
            public int read() throws IOException {
                if (given < readable) {
                    return "a,b\n1,2\n3,4\n5,6\n7,8\n".charAt(given++);
                }
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
    }

    @Test
    void a_file_is_closed_after_an_error() {
        boolean[] closed = {false};
        for (String content : new String[] {"a,b\n1\n", "\0", "a,a\n1,2\n", "a,b\n1,2\n"}) {
            closed[0] = false;
            InputStream stream = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public void close() {
                    closed[0] = true;
                }
            };
            try {
                new TableReader().read("t.csv", stream);
            } catch (DataException expected) {
                assertThat(expected.place().file()).isEqualTo("t.csv");
            }
            assertThat(closed[0]).as(content).isTrue();
        }
    }
}
