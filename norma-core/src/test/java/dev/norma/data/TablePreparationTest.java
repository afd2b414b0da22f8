package dev.norma.data;

import static dev.norma.data.TableReaderTest.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TablePreparationTest {
    private static final String PEOPLE = """
            age,city,same,bought
            20,Bonn,7,yes
            40,Rome,7,no
            ,Bonn,7,yes
            60,NA,7,no
            """;

    private static TablePreparation fit(String csv, String label) {
        return TablePreparation.fit(read(csv), PreparationOptions.label(label));
    }

    @Test
    void standardizes_fills_and_splits_into_columns() {
        PreparedTable prepared = fit(PEOPLE, "bought").prepare(read(PEOPLE));
        float far = (float) (20 / Math.sqrt(800 / 3.0));
        assertThat(prepared.batch()).hasToString("x float32[4, 5], y int32[4]");
        assertThat(prepared.batch().x().toFloats())
                .containsExactly(
                        -far, 1, 0, 0, 0, //
                        0, 0, 1, 0, 0, //
                        0, 1, 0, 0, 0, //
                        far, 0, 0, 1, 0);
        assertThat(prepared.batch().y().toInts()).containsExactly(1, 0, 1, 0);
    }

    @Test
    void says_what_it_does_and_what_it_filled() {
        TablePreparation preparation = fit(PEOPLE, "bought");
        assertThat(preparation.description())
                .containsExactly(
                        "1 column of numbers is brought to mean 0 and standard deviation 1: \"age\".",
                        "1 column has the same number in each training row and gives zeros: \"same\".",
                        "Column \"city\" becomes 3 columns, one for each text: \"Bonn\", \"Rome\", \"missing\".",
                        "The label \"bought\" has 2 classes: \"no\", \"yes\".");
        assertThat(preparation.prepare(read(PEOPLE)).notes())
                .containsExactly(
                        "1 missing cell of column \"age\" was filled with its mean, 40.0.",
                        "1 missing cell of column \"city\" counts as the text \"missing\".");
        assertThat(preparation.featureNames()).containsExactly("age", "city=Bonn", "city=Rome", "city=missing", "same");
        assertThat(preparation.classNames()).containsExactly("no", "yes");
    }

    @Test
    void gives_columns_of_mean_0_and_deviation_1() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            double scale = Math.pow(10, random.nextInt(60) - 30);
            double shift = random.nextGaussian() * 100 * scale;
            StringBuilder csv = new StringBuilder("a,y\n");
            for (int row = 0; row < 50; row++) {
                csv.append((float) (shift + scale * random.nextGaussian())).append(",0\n");
            }
            float[] x = fit(csv.toString(), "y")
                    .prepare(read(csv.toString()))
                    .batch()
                    .x()
                    .toFloats();
            double mean = 0;
            double square = 0;
            for (float value : x) {
                mean += value / 50.0;
                square += (double) value * value / 50;
            }
            assertThat(mean).as("seed %d", seed).isCloseTo(0, within(1e-6));
            assertThat(square).as("seed %d", seed).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void a_column_of_equal_numbers_gives_zeros_whatever_their_binary_digits() {
        String csv = "a,y\n" + "0.1,0\n".repeat(37);
        assertThat(fit(csv, "y").prepare(read(csv)).batch().x().toFloats()).containsOnly(0f);
    }

    @Test
    void does_to_another_table_what_it_did_to_the_first() {
        TablePreparation preparation = fit(PEOPLE, "bought");
        PreparedTable other =
                preparation.prepareFeatures(read("extra,same,city,age\n1,8,Rome,\n2,9,Paris,40\n3,9,,20\n"));
        float far = (float) (20 / Math.sqrt(800 / 3.0));
        assertThat(other.batch().hasLabels()).isFalse();
        assertThat(other.batch().x().toFloats())
                .containsExactly(
                        0, 0, 1, 0, 0, //
                        0, 0, 0, 0, 0, //
                        -far, 0, 0, 1, 0);
        assertThat(other.notes())
                .containsExactly(
                        "1 missing cell of column \"age\" was filled with its mean, 40.0.",
                        "1 missing cell of column \"city\" counts as the text \"missing\".",
                        "1 cell of column \"city\" has a text that the training rows do not have (\"Paris\"): zeros in all"
                                + " its columns.");
    }

    @Test
    void survives_being_saved() {
        for (String label : List.of("bought", "age0")) {
            String csv = PEOPLE.replace("bought", "bought,age0")
                    .replace("yes", "yes,1.5")
                    .replace("no", "no,2.5");
            TablePreparation preparation = fit(csv, label);
            TablePreparation again = TablePreparation.fromMap(preparation.toMap());
            assertThat(again.toMap()).isEqualTo(preparation.toMap());
            assertThat(again.description()).isEqualTo(preparation.description());
            Batch before = preparation.prepare(read(csv)).batch();
            Batch after = again.prepare(read(csv)).batch();
            assertThat(after.x().toFloats()).isEqualTo(before.x().toFloats());
            assertThat(after.y().toFloats()).isEqualTo(before.y().toFloats());
        }
    }

    @Test
    void refuses_maps_that_it_did_not_make() {
        Map<String, Object> map = new HashMap<>(fit(PEOPLE, "bought").toMap());
        map.put("columns", List.of(Map.of("kind", "numbers", "name", "age", "mean", "big", "deviation", 1)));
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessage("""
                preparation.columns[0].mean cannot be used
                  expected: a finite number
                  given:    "big"
                  fix:      use the settings as they were saved""");
        map.put("columns", List.of(Map.of("kind", "numbers", "name", "age", "mean", 1, "deviation", -1)));
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessageContaining("a number from 0");
        map.put("columns", List.of(Map.of("kind", "texts", "name", "age", "categories", List.of("a", "a"))));
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessageContaining("a list of different texts");
        map.put("columns", List.of(Map.of("kind", "other", "name", "age")));
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessageContaining("columns[0].kind cannot be used");
        map.put("columns", "none");
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessageContaining("a list of objects");
        map.put("columns", List.of());
        assertThatThrownBy(() -> TablePreparation.fromMap(map)).hasMessageContaining("at least one column");
        assertThatThrownBy(() -> TablePreparation.fromMap(Map.of())).hasMessageContaining("given:    nothing");
    }

    @Test
    void reads_a_new_file_as_the_columns_were() throws Exception {
        TablePreparation preparation =
                TablePreparation.fit(read("zip,age,y\n01,5,a\n02,6,b\n", "zip"), PreparationOptions.label("y"));
        Path file = Files.writeString(folder.resolve("new.csv"), "zip,age\n01,\n02,\n");
        PreparedTable prepared =
                preparation.prepareFeatures(preparation.reader().read(file));
        assertThat(prepared.batch().x().toFloats()).containsExactly(1, 0, 0, 0, 1, 0);
        Files.writeString(file, "zip,age\n01,old\n");
        assertThatThrownBy(() -> preparation.reader().read(file))
                .hasMessageContaining("line 2, column \"age\": this cell is not a number");
        Files.writeString(file, "age\n1\n");
        assertThatThrownBy(() -> preparation.reader().read(file)).hasMessageContaining("there is no column \"zip\"");
    }

    @TempDir
    private Path folder;

    @Test
    void takes_few_whole_numbers_for_classes_and_others_for_numbers() {
        assertThat(fit("a,y\n1,3\n2,1\n3,3\n", "y").classNames()).containsExactly("1", "3");
        assertThat(fit("a,y\n1,10\n2,9\n3,-1\n", "y").classNames()).containsExactly("-1", "9", "10");
        TablePreparation numbers = fit("a,y\n1,0.5\n2,1\n", "y");
        assertThat(numbers.predictsClasses()).isFalse();
        assertThat(numbers.prepare(read("a,y\n1,0.5\n2,1\n")).batch().y().toFloats())
                .containsExactly(0.5f, 1f);
        StringBuilder many = new StringBuilder("a,y\n");
        for (int i = 0; i < 21; i++) {
            many.append(i).append(',').append(i).append('\n');
        }
        assertThat(fit(many.toString(), "y").predictsClasses()).isFalse();
        assertThat(fit(many.toString().replace("\n20,20", ""), "y").predictsClasses())
                .isTrue();
    }

    @Test
    void predicts_what_it_is_told_to_predict() {
        Table table = read("a,y\n1,3\n2,1\n");
        PreparationOptions options = PreparationOptions.label("y");
        assertThat(TablePreparation.fit(table, options.target(Target.NUMBERS)).predictsClasses())
                .isFalse();
        assertThatThrownBy(() -> TablePreparation.fit(read("a,y\n1,1\n2,1.5\n"), options.target(Target.CLASSES)))
                .hasMessage("""
                t.csv, line 3, column "y": this label is not a whole number, and classes are to be predicted
                  expected: texts or whole numbers
                  given:    1.5
                  fix:      predict a number instead (--task number, Target.NUMBERS)""");
        assertThatThrownBy(() -> TablePreparation.fit(read("a,y\n1,one\n"), options.target(Target.NUMBERS)))
                .hasMessage("""
                t.csv, line 2, column "y": this label is a text, and a number is to be predicted
                  expected: a column of numbers
                  given:    "one"
                  fix:      choose another label, or predict classes (--task classes, Target.CLASSES)""");
    }

    @Test
    void refuses_a_missing_label() {
        assertThatThrownBy(() -> fit("a,y\n1,x\n2,\n", "y"))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                t.csv, line 3, column "y": the label of this row is missing
                  expected: a label in each row
                  given:    an empty cell, NA, NaN, null or ?
                  fix:      fill the cell, or remove the row""");
        assertThatThrownBy(() -> fit("a,y\n1,?\n2,1\n", "y")).hasMessageContaining("line 2, column \"y\"");
        TablePreparation preparation = fit("a,y\n1,x\n2,z\n", "y");
        assertThatThrownBy(() -> preparation.prepare(read("a,y\n1,x\n2,NA\n"))).hasMessageContaining("line 3");
    }

    @Test
    void refuses_an_unknown_label_column() {
        assertThatThrownBy(() -> fit("a,species\n1,x\n", "speceis")).hasMessage("""
                t.csv: there is no column "speceis"
                  expected: one of "a", "species"
                  given:    "speceis"
                  fix:      did you mean "species"?""");
    }

    @Test
    void refuses_a_class_that_training_did_not_have() {
        TablePreparation preparation = fit("a,y\n1,cat\n2,dog\n", "y");
        assertThatThrownBy(() -> preparation.prepare(read("a,y\n1,cat\n2,dgo\n")))
                .hasMessage("""
                t.csv, line 3, column "y": this label is none of the classes that the training rows have
                  expected: one of "cat", "dog"
                  given:    "dgo"
                  fix:      did you mean "dog"?""");
    }

    @Test
    void refuses_a_table_of_the_label_alone() {
        assertThatThrownBy(() -> fit("y\na\nb\n", "y")).hasMessage("""
                t.csv: there is nothing to predict the label from
                  expected: a column besides the label
                  given:    the column "y" alone
                  fix:      add columns to the table""");
    }

    @Test
    void refuses_texts_that_are_all_different() {
        StringBuilder csv = new StringBuilder("name,y\n");
        for (int i = 0; i < 1001; i++) {
            csv.append('n').append(i).append(",1\n");
        }
        assertThatThrownBy(() -> fit(csv.toString(), "y")).hasMessage("""
                t.csv, line 1002, column "name": this column has too many different texts
                  expected: at most 1,000 different texts in a column
                  given:    one more in this line, "n1000"
                  fix:      remove the column if each row has its own text, such as a name; or raise the limit (PreparationOptions.categories)""");
        assertThatThrownBy(() -> fit(csv.toString(), "name")).hasMessageContaining("the label has too many classes");
    }

    @Test
    void refuses_a_table_that_becomes_too_many_numbers() {
        StringBuilder csv = new StringBuilder("name,y\n");
        for (int i = 0; i < 50_000; i++) {
            csv.append('n').append(i).append(",1\n");
        }
        Table table = read(csv.toString());
        TablePreparation preparation =
                TablePreparation.fit(table, PreparationOptions.label("y").categories(50_000));
        assertThatThrownBy(() -> preparation.prepareFeatures(table)).hasMessage("""
                t.csv: this table becomes too many numbers
                  expected: at most 2,147,483,639, which a Java array holds
                  given:    50,000 rows of 50,000 numbers each
                  fix:      remove columns with many different texts, each of which becomes a column of its own, or use fewer rows""");
    }

    @Test
    void refuses_a_column_without_training_values() {
        Table table = read("a,b,y\n1,2,x\n2,,x\n").where(row -> row == 1);
        assertThatThrownBy(() -> TablePreparation.fit(table, PreparationOptions.label("y")))
                .hasMessage("""
                t.csv, column "b": this column has no value in the training rows, so it has no mean
                  expected: at least one number
                  given:    1 missing cell
                  fix:      remove the column from the table""");
    }

    @Test
    void refuses_a_column_that_changed_its_kind() {
        TablePreparation preparation = fit("a,b,y\n1,u,x\n2,v,x\n", "y");
        assertThatThrownBy(() -> preparation.prepareFeatures(read("a,b\n?,u\nold,v\n")))
                .hasMessage("""
                t.csv, line 3, column "a": this column held numbers when it was fitted
                  expected: a number
                  given:    "old"
                  fix:      correct the table, or fit again""");
        assertThatThrownBy(() -> preparation.prepareFeatures(read("a,b\n1,5\n")))
                .hasMessage("""
                t.csv, line 2, column "b": this column held texts when it was fitted
                  expected: a column of texts
                  given:    a column of numbers
                  fix:      read the table with TablePreparation.reader(), which knows what each column is""");
        assertThatThrownBy(() -> preparation.prepareFeatures(read("b\nu\n")))
                .hasMessageContaining("there is no column \"a\"");
    }

    @Test
    void a_class_that_no_training_row_has_is_known_from_all_rows() {
        Table table = TableReaderTest.read("a,y\n1,p\n3,q\n9,r\n");
        Table training = table.where(row -> row < 2);
        TablePreparation preparation = TablePreparation.fit(training, table, PreparationOptions.label("y"));
        assertThat(preparation.classNames()).containsExactly("p", "q", "r");
        assertThat(preparation.prepare(table).batch().y().toInts()).containsExactly(0, 1, 2);
        assertThat(preparation.prepare(table).batch().x().toFloats()).containsExactly(-1, 1, 7);
    }
}
