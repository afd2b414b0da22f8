package dev.norma.data;

import static dev.norma.data.CsvColumns.features;
import static dev.norma.data.CsvColumns.label;
import static dev.norma.data.CsvColumns.skip;
import static dev.norma.data.CsvColumns.target;
import static dev.norma.data.CsvColumns.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvDatasetTest {
    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String text(Tensor tensor) {
        if (tensor.dtype() == DType.STRING) {
            return Arrays.toString(tensor.toStrings());
        }
        String numbers = Arrays.toString(tensor.toDoubles()).replace(".0", "");
        return tensor.rank() == 0 ? numbers.substring(1, numbers.length() - 1) : numbers;
    }

    private static List<String> rows(Dataset dataset) {
        List<String> rows = new ArrayList<>();
        for (Batch row : dataset) {
            rows.add(text(row.x()) + (row.hasLabels() ? " " + text(row.y()) : ""));
        }
        return rows;
    }

    @Test
    void reads_files_one_after_the_other_again_and_again() throws IOException {
        Path one = file("train1.csv", "a,b,y\n1,2,0\n3,4,1\n");
        Path two = file("train2.csv", "a,b,y\r\n5,6,1\r\n\r\n");
        Dataset dataset = Dataset.csv(one, two).header().decode(features(2), label(1));
        for (int pass = 0; pass < 2; pass++) {
            assertThat(rows(dataset)).containsExactly("[1, 2] 0", "[3, 4] 1", "[5, 6] 1");
        }
        assertThat(dataset.cardinality()).isEmpty();
    }

    @Test
    void goes_through_the_pipeline_of_program_3() throws IOException {
        StringBuilder csv = new StringBuilder("f1,f2,f3,f4,f5,y\n");
        for (int i = 0; i < 20; i++) {
            csv.append("%d,0,0,0,0,%d\n".formatted(i, i % 2));
        }
        Path one = file("train1.csv", csv.toString());
        Path two = file("train2.csv", csv.toString());
        Dataset dataset = Dataset.csv(one, two)
                .header()
                .decode(features(5), label(1))
                .shuffle(1000, 1)
                .batch(7);
        List<Long> sizes = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (Batch batch : dataset) {
            assertThat(batch.x().shape().dim(1)).isEqualTo(5);
            assertThat(batch.y().dtype()).isEqualTo(DType.INT32);
            sizes.add(batch.size());
            for (int i = 0; i < batch.size(); i++) {
                int number = (int) batch.x().get(i, 0);
                seen.add(number);
                assertThat(batch.y().get(i)).isEqualTo(number % 2);
            }
        }
        assertThat(sizes).containsExactly(7L, 7L, 7L, 7L, 7L, 5L);
        assertThat(seen).hasSize(20);
    }

    @Test
    void chooses_columns_by_name() throws IOException {
        Path file = file("t.csv", "price;age;city\n1.5;30;Bonn\n2;40;Rome\n");
        assertThat(rows(Dataset.csv(file).header().decode(features("age"), target("price"))))
                .containsExactly("[30] 1.5", "[40] 2");
        assertThat(rows(Dataset.csv(file)
                        .header()
                        .decode(features("city", "age").as(DType.STRING))))
                .containsExactly("[Bonn, 30]", "[Rome, 40]");
    }

    @Test
    void skips_weighs_names_and_defaults() throws IOException {
        Path file = file("t.csv", "id1,1,,3,0.5,yes\nid2,4,5,6,2,no\n");
        Dataset dataset = Dataset.csv(file)
                .decode(
                        skip(1),
                        features(2).named("wide").orElse(-1),
                        features(1).named("deep").as(DType.INT32),
                        weight(),
                        label(1).classes("no", "yes"));
        Batch batch = dataset.batch(2).iterator().next();
        assertThat(batch).hasToString("wide float32[2, 2], deep int32[2, 1], y int32[2], sample weight float32[2]");
        assertThat(batch.features().get("wide").toFloats()).containsExactly(1, -1, 4, 5);
        assertThat(batch.y().toInts()).containsExactly(1, 0);
        assertThat(batch.sampleWeight().orElseThrow().toFloats()).containsExactly(0.5f, 2f);
    }

    @Test
    void takes_other_delimiters_and_quotes() throws IOException {
        Path file = file("t.csv", "'a|b'|1\n'it''s'|2\n");
        assertThat(rows(Dataset.csv(file)
                        .delimiter('|')
                        .quote('\'')
                        .decode(features(1).as(DType.STRING), label(1))))
                .containsExactly("[a|b] 1", "[it's] 2");
    }

    @Test
    void several_labels_are_a_vector() throws IOException {
        Path file = file("t.csv", "1,2,3\n");
        assertThat(rows(Dataset.csv(file).decode(features(1), target(2)))).containsExactly("[1] [2, 3]");
    }

    @Test
    void names_the_cell_that_is_no_number() throws IOException {
        Path file = file("t.csv", "a,b,y\n1,2,0\n3,\"x\ny\",1\n");
        assertThatThrownBy(() -> rows(Dataset.csv(file).header().decode(features(2), label(1))))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        %s, line 3, column "b": this cell is not a number
                          expected: a number for float32
                          given:    "x\\ny"
                          fix:      correct the cell; or, if the column holds texts, use as(DType.STRING), classes(...) or skip(1)""".formatted(file));
    }

    @Test
    void names_the_cell_that_is_missing() throws IOException {
        Path file = file("t.csv", "1,2,0\n,4,1\n");
        assertThatThrownBy(() -> rows(Dataset.csv(file).decode(features(2), label(1))))
                .hasMessage("""
                %s, line 2, column "1": this cell is missing
                  expected: a value in each row
                  given:    ""
                  fix:      fill the cell, or give the columns a default: features(...).orElse(value)""".formatted(file));
    }

    @Test
    void refuses_numbers_that_the_type_does_not_hold() throws IOException {
        Path file = file("t.csv", "1,0.5\n");
        assertThatThrownBy(() -> rows(Dataset.csv(file).decode(features(1), label(1))))
                .hasMessage("""
                %s, line 1, column "2": this number is not whole
                  expected: a number that int32 holds
                  given:    "0.5"
                  fix:      correct the cell, or choose another type with as(...), or target(...) for numbers to predict""".formatted(file));
        Path large = file("l.csv", "1,3000000000\n");
        assertThatThrownBy(() -> rows(Dataset.csv(large).decode(features(1), label(1))))
                .hasMessageContaining("out of range");
        Path infinite = file("i.csv", "1e60,1\n");
        assertThatThrownBy(() -> rows(Dataset.csv(infinite).decode(features(1), label(1))))
                .hasMessageContaining("infinite");
    }

    @Test
    void refuses_rows_of_another_length() throws IOException {
        Path file = file("t.csv", "1,2,3\n");
        assertThatThrownBy(() -> rows(Dataset.csv(file).decode(features(5), label(1))))
                .hasMessage("""
                %s, line 1: this row does not have the columns that decode names
                  expected: 6 cells: features(5), label(1)
                  given:    3 cells
                  fix:      name all columns in decode, skip(n) those that are not used; or check the delimiter""".formatted(file));
        Path ragged = file("r.csv", "1,2\n3\n");
        assertThatThrownBy(() -> rows(Dataset.csv(ragged).decode(features(2))))
                .hasMessageContaining("line 2: this row is too short");
    }

    @Test
    void refuses_a_file_with_another_header() throws IOException {
        Path one = file("1.csv", "a,b\n1,2\n");
        Path two = file("2.csv", "b,a\n1,2\n");
        assertThatThrownBy(() -> rows(Dataset.csv(one, two).header().decode(features(2))))
                .hasMessage("""
                %s, line 1: this header differs from that of the first file
                  expected: "a", "b"
                  given:    "b", "a"
                  fix:      give all files the same columns in the same order""".formatted(two));
    }

    @Test
    void looks_for_all_files_before_it_reads_the_first() throws IOException {
        Path one = file("1.csv", "1,2\n");
        Path gone = folder.resolve("gone.csv");
        Dataset dataset = Dataset.csv(one, gone).decode(features(2));
        assertThatThrownBy(dataset::iterator).hasMessageContaining("gone.csv: there is no such file");
    }

    @Test
    void refuses_empty_files_and_headers_alone() throws IOException {
        Path empty = file("e.csv", "");
        Path alone = file("h.csv", "a,b\n");
        assertThatThrownBy(() -> rows(Dataset.csv(empty).decode(features(2))))
                .hasMessageContaining("this file is empty");
        assertThatThrownBy(() -> rows(Dataset.csv(alone).header().decode(features(2))))
                .hasMessageContaining("this table has no rows");
    }

    @Test
    void refuses_unknown_columns_and_classes() throws IOException {
        Path file = file("t.csv", "age,kind\n1,cat\n");
        assertThatThrownBy(() -> rows(Dataset.csv(file).header().decode(features("agee"))))
                .hasMessageContaining("did you mean \"age\"?");
        assertThatThrownBy(() -> rows(Dataset.csv(file).header().decode(features(1), label(1).classes("dog", "bird"))))
                .hasMessageContaining("column \"kind\": this label is none of the classes")
                .hasMessageContaining("one of \"dog\", \"bird\"");
    }

    @Test
    void refuses_plans_that_make_no_sense() throws IOException {
        Path file = file("t.csv", "1,2\n");
        assertThatThrownBy(() -> Dataset.csv(file).decode(features(1), label("y")))
                .hasMessage("""
                decode takes columns by number or by name, not both
                  expected: names for all, or numbers for all
                  given:    features(1), label("y")
                  fix:      change decode(...)""");
        assertThatThrownBy(() -> Dataset.csv(file).decode(features("a")))
                .hasMessageContaining("header() before decode");
        assertThatThrownBy(() -> Dataset.csv(file).decode(label(1))).hasMessageContaining("decode needs features");
        assertThatThrownBy(() -> Dataset.csv(file).decode(features(1), features(1)))
                .hasMessageContaining("two tensors of one name");
        assertThatThrownBy(() -> features(0)).hasMessageContaining("1 or more columns");
        assertThatThrownBy(Dataset::csv).hasMessageContaining("csv needs files");
    }

    @Test
    void refuses_defaults_that_the_columns_cannot_take() throws IOException {
        CsvSource csv = Dataset.csv(file("t.csv", "1,2\n"));
        assertThatThrownBy(() -> csv.decode(features(2).orElse(Double.NaN))).hasMessage("""
                features(2) cannot have this value for missing cells
                  expected: a finite number that float32 holds
                  given:    "NaN"
                  fix:      give orElse(...) such a value, or let a missing cell be an error""");
        assertThatThrownBy(() -> csv.decode(features(1), label(1).orElse(0.5)))
                .hasMessageContaining("a finite number that int32 holds");
        assertThatThrownBy(() -> csv.decode(features(2).orElse(1e300))).hasMessageContaining("given:    \"1.0E300\"");
        assertThatThrownBy(() ->
                        csv.decode(features(1), label(1).classes("no", "yes").orElse("maybe")))
                .hasMessageContaining("one of \"no\", \"yes\"");
        assertThat(csv.decode(features(2).as(DType.STRING).orElse("?"))).isNotEmpty();
        assertThat(csv.decode(features(2).as(DType.BOOL).orElse("true"), skip(1).orElse("x")))
                .isNotNull();
    }

    @Test
    void refuses_signs_that_cannot_be_told_apart() throws IOException {
        Path file = file("t.csv", "1,2\n");
        assertThatThrownBy(() -> Dataset.csv(file).delimiter('"').decode(features(2)))
                .hasMessage("""
                cells cannot be told apart by these signs
                  expected: a delimiter and a quote that differ from each other and from line breaks
                  given:    delimiter "\\"", quote "\\""
                  fix:      set delimiter(...) and quote(...) as the files have them""");
        assertThatThrownBy(() -> Dataset.csv(file).quote(',').decode(features(2)))
                .hasMessageContaining("delimiter found in the first line, quote \",\"");
        assertThatThrownBy(() -> Dataset.csv(file).delimiter('\n').decode(features(2)))
                .hasMessageContaining("line breaks");
        assertThat(Dataset.csv(file).delimiter(',').quote(';').decode(features(2)))
                .isNotEmpty();
    }

    @Test
    void refuses_more_columns_than_an_int_counts() throws IOException {
        Dataset dataset = Dataset.csv(file("t.csv", "1,2\n"))
                .decode(features(Integer.MAX_VALUE), label(Integer.MAX_VALUE), skip(4));
        assertThatThrownBy(dataset.iterator()::next).hasMessageContaining("expected: 4294967298 cells");
    }

    @Test
    void an_early_stop_closes_the_file() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OPEN_FILES), "needs a system that lists open files");
        Path file = file("t.csv", "1,2\n3,4\n").toRealPath();
        BatchIterator iterator =
                Dataset.csv(file).decode(features(2)).repeat().batch(1).iterator();
        assertThat(iterator.next().x().toFloats()).containsExactly(1, 2);
        assertThat(isOpen(file)).isTrue();
        iterator.close();
        assertThat(isOpen(file)).isFalse();
    }

    @Test
    void a_bad_row_closes_the_file() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(OPEN_FILES), "needs a system that lists open files");
        Path file = file("t.csv", "1,2\n3,x\n").toRealPath();
        BatchIterator iterator = Dataset.csv(file).decode(features(2)).iterator();
        iterator.next();
        assertThat(isOpen(file)).isTrue();
        assertThatThrownBy(iterator::hasNext).isInstanceOf(DataException.class);
        assertThat(isOpen(file)).isFalse();
    }

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> open = Files.list(OPEN_FILES)) {
            return open.anyMatch(link -> {
                try {
                    return Files.readSymbolicLink(link).equals(file);
                } catch (IOException vanished) {
                    return false;
                }
            });
        }
    }
}
