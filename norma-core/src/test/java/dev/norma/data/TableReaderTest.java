package dev.norma.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TableReaderTest {
    static Table read(String content, String... textColumns) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new TableReader().text(textColumns).read("t.csv", new ByteArrayInputStream(bytes));
    }

    private static List<String> cells(Table table, String column) {
        Column read = table.column(column);
        return java.util.stream.IntStream.range(0, read.size())
                .mapToObj(read::text)
                .toList();
    }

    @Test
    void reads_numbers_and_texts() {
        Table table = read("age,city\n31,Bonn\n4.5e1,Rome\n-.5,Bonn\n");
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.names()).containsExactly("age", "city");
        assertThat(table.column("age")).isInstanceOf(Column.OfNumbers.class);
        assertThat(cells(table, "age")).containsExactly("31", "45", "-0.5");
        assertThat(table.column("city")).isInstanceOf(Column.OfTexts.class);
        assertThat(cells(table, "city")).containsExactly("Bonn", "Rome", "Bonn");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void finds_the_delimiter_in_the_header(String delimiter) {
        Table table = read("a,b,c\n1,2,x\n3,4,y\n".replace(",", delimiter));
        assertThat(table.names()).containsExactly("a", "b", "c");
        assertThat(cells(table, "b")).containsExactly("2", "4");
    }

    @Test
    void does_not_count_delimiters_between_quotes() {
        assertThat(read("\"a,b,c,d\";e\n1;2\n").names()).containsExactly("a,b,c,d", "e");
    }

    @Test
    void reads_a_single_column() {
        assertThat(cells(read("a\n1\n2"), "a")).containsExactly("1", "2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void reads_all_line_ends_and_blank_lines_at_the_end(String end) {
        for (String last : List.of("", "\n", "\n\n\n", "\n  \n\t\n")) {
            Table table = read(("a,b\n1,x\n2,y" + last).replace("\n", end));
            assertThat(cells(table, "b")).containsExactly("x", "y");
            assertThat(table.line(1)).isEqualTo(3);
        }
    }

    @Test
    void skips_a_byte_order_mark() {
        assertThat(read("\uFEFFa,b\n1,2\n").names()).containsExactly("a", "b");
    }

    @Test
    void reads_quotes_with_line_breaks_delimiters_and_quotes_in_them() {
        Table table = read("a,b\n\"one\ntwo, \"\"three\"\"\",1\nfour,2\n");
        assertThat(cells(table, "a")).containsExactly("one\ntwo, \"three\"", "four");
        assertThat(table.line(0)).isEqualTo(2);
        assertThat(table.line(1)).isEqualTo(4);
    }

    @Test
    void ignores_blanks_around_cells_without_quotes() {
        Table table = read(" a , b\n 1 , x y \n2,\" z \"\n");
        assertThat(table.names()).containsExactly("a", "b");
        assertThat(cells(table, "a")).containsExactly("1", "2");
        assertThat(cells(table, "b")).containsExactly("x y", " z ");
    }

    @Test
    void reads_text_of_all_languages() {
        assertThat(cells(read("größe,城市\n1,東京\n2,Ωμέγα 🎉\n"), "城市")).containsExactly("東京", "Ωμέγα 🎉");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NA", "NaN", "nan", "null", "NULL", "?", "\"\"", "  "})
    void knows_missing_cells(String missing) {
        Table table = read("a,b\n%s,x\n1,%s\n%s,y\n".formatted(missing, missing, missing));
        assertThat(table.column("a")).isInstanceOf(Column.OfNumbers.class);
        assertThat(table.column("a").missing()).isEqualTo(2);
        assertThat(table.column("a").isMissing(0)).isTrue();
        assertThat(table.column("a").isMissing(1)).isFalse();
        assertThat(table.column("b").missing()).isEqualTo(1);
        assertThat(table.column("b").isMissing(1)).isTrue();
    }

    @Test
    void makes_a_column_text_on_demand() {
        Table table = read("zip,y\n01234,1\nA5,2\n", "zip");
        assertThat(cells(table, "zip")).containsExactly("01234", "A5");
    }

    @Test
    void takes_a_column_for_text_if_its_first_value_is_one() {
        assertThat(cells(read("a\n\"\"\nx\n5\n"), "a")).containsExactly("", "x", "5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1", "+1", "1.", ".5", "1e5", "1E-5", "1.5e+3", "0001"})
    void takes_for_numbers_what_people_write(String number) {
        assertThat(read("a,b\n%s,1\n".formatted(number)).column("a")).isInstanceOf(Column.OfNumbers.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f", "1d", "0x10", "0x1p3", "1e", "e5", ".", "-", "+", "1 000", "1_000", "1.2.3", "--1", "1e5.0", "5%"
            })
    void takes_nothing_else_for_numbers(String text) {
        assertThat(read("a,b\n%s,1\n".formatted(text)).column("a")).isInstanceOf(Column.OfTexts.class);
    }

    @Test
    void finds_again_what_was_written() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            StringBuilder csv = new StringBuilder("n,t\n");
            double[] numbers = new double[1 + random.nextInt(20)];
            String[] texts = new String[numbers.length];
            for (int row = 0; row < numbers.length; row++) {
                numbers[row] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
                texts[row] = randomText(random);
                csv.append(numbers[row])
                        .append(",\"")
                        .append(texts[row].replace("\"", "\"\""))
                        .append("\"\n");
            }
            Table table = read(csv.toString(), "t");
            for (int row = 0; row < numbers.length; row++) {
                assertThat(((Column.OfNumbers) table.column("n")).number(row))
                        .as("seed %d", seed)
                        .isEqualTo(numbers[row]);
                assertThat(table.column("t").text(row)).as("seed %d", seed).isEqualTo(texts[row]);
            }
        }
    }

    private static String randomText(Random random) {
        String letters = "ab,;\t\"\n\r é東'|";
        StringBuilder text = new StringBuilder("t");
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void chooses_rows_with_their_lines() {
        Table table = read("a,b\n1,x\n2,y\n3,z\n").where(row -> row != 1);
        assertThat(cells(table, "b")).containsExactly("x", "z");
        assertThat(table.line(1)).isEqualTo(4);
    }

    @Test
    void says_which_column_was_probably_meant() {
        assertThatThrownBy(() -> read("age,city\n1,x\n").column("aeg")).hasMessage("""
                t.csv: there is no column "aeg"
                  expected: one of "age", "city"
                  given:    "aeg"
                  fix:      did you mean "age"?""");
        assertThatThrownBy(() -> read("age,city\n1,x\n", "zip")).hasMessage("""
                t.csv: there is no column "zip"
                  expected: one of "age", "city"
                  given:    "zip"
                  fix:      use one of the names above""");
    }
}
