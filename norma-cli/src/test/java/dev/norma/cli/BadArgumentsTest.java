package dev.norma.cli;

import static dev.norma.cli.Ran.norma;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of the arguments alone: by name and value, with exit code 2, before anything is done. */
class BadArgumentsTest {
    @TempDir
    private Path folder;

    private static final List<String> WITH_VALUES = List.of(
            "--label",
            "--task",
            "--text",
            "--epochs",
            "--batch-size",
            "--learning-rate",
            "--seed",
            "--validation",
            "--hidden",
            "--momentum",
            "--doctor-report",
            "--json");

    private static void refuses(Ran ran, String... parts) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("norma: ")
                .contains(parts)
                .doesNotContain("Exception", "\tat ")
                .endsWith("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0",
        "--epochs, -1",
        "--epochs, many",
        "--epochs, 1.5",
        "--epochs, 99999999999",
        "--epochs, NaN",
        "--epochs, ''",
        "--epochs, \u0663",
        "--batch-size, 0",
        "--batch-size, -1",
        "--batch-size, 2147483648",
        "--learning-rate, NaN",
        "--learning-rate, Infinity",
        "--learning-rate, 1e999",
        "--learning-rate, 1e-999",
        "--learning-rate, 1e39",
        "--learning-rate, 1e-50",
        "--learning-rate, 0",
        "--learning-rate, -0.1",
        "--learning-rate, 0x1p3",
        "--learning-rate, 1f",
        "--learning-rate, fast",
        "--momentum, 1.5",
        "--momentum, -0.1",
        "--momentum, NaN",
        "--validation, 0",
        "--validation, 1",
        "--validation, -0.5",
        "--validation, half",
        "--hidden, '8,,8'",
        "--hidden, 0",
        "--hidden, -8",
        "--hidden, 8;8",
        "--hidden, 10000000",
        "--seed, -1",
        "--seed, 99999999999",
        "--seed, x",
        "--task, regression",
        "--label, ''",
        "--label, ' '",
        "--text, ''",
        "--json, ''",
        "--recalibrate, sure",
        "--doctor-report, ''",
        "--doctor-report, report.pdf",
        "--doctor-report, report"
    })
    void a_value_that_cannot_be_is_refused_by_name_and_value(String option, String value) {
        refuses(
                norma("fit", "iris", option + "=" + value),
                option + " cannot be this\n  expected: ",
                "  given:    \"%s\"\n  fix:      ".formatted(value),
                "Try: norma fit --help");
    }

    @Test
    void what_is_wrong_with_a_value_is_told_as_all_errors_are() {
        assertThat(norma("fit", "iris", "--epochs", "-5").err()).isEqualTo("""
                norma: --epochs cannot be this
                  expected: an integer from 1 to 2147483647
                  given:    "-5"
                  fix:      give such a value, or leave the option out
                Try: norma fit --help
                """);
        assertThat(norma("fit", "").err()).isEqualTo("""
                norma: DATA cannot be this
                  expected: a name
                  given:    ""
                  fix:      give such a value
                Try: norma fit --help
                """);
    }

    @Test
    void a_name_may_begin_with_an_at_sign_and_opens_no_file() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "help");
        refuses(norma("@" + file), "there is no command \"@");
        refuses(norma("fit", "@" + file), "there is no data set and no file \"@");
    }

    @Test
    void a_task_that_a_data_set_does_not_have_is_refused() {
        refuses(norma("fit", "iris", "--task", "number"), "--task cannot be this for iris", "given:    number");
        refuses(norma("fit", "iris", "--validation", "0.9999"), "--validation leaves no rows to train on", "0.9999");
    }

    @Test
    void two_reports_do_not_go_into_one_file() {
        Path file = folder.resolve("r.json");
        refuses(
                norma(
                        "fit",
                        "iris",
                        "--json",
                        file.toString(),
                        "--doctor-report",
                        folder.resolve("./r.json").toString()),
                "--json and --doctor-report cannot write to one file");
        assertThat(folder).isEmptyDirectory();
    }

    static Stream<String> options() {
        return WITH_VALUES.stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void an_option_without_a_value_is_refused_by_its_name(String option) {
        refuses(norma("fit", "iris", option), option + " needs a value\n  expected: ", "Try: norma fit --help");
        refuses(norma("fit", "iris", option, "--help"), option + " needs a value");
    }

    @Test
    void every_option_with_a_value_is_among_those_tried() {
        assertThat(Main.command().getSubcommands().get("fit").getCommandSpec().options().stream()
                        .filter(option -> option.arity().max() > 0)
                        .map(option -> option.longestName()))
                .containsExactlyElementsOf(WITH_VALUES);
    }

    @Test
    void an_unknown_data_set_lists_the_known_ones_and_the_nearest() {
        assertThat(norma("fit", "digit").err()).isEqualTo("""
                norma: there is no data set and no file "digit"
                  expected: one of digits, iris, wine, breast_cancer, a CSV file or an .npz
                  given:    "digit"
                  fix:      did you mean "digits"?
                """);
        refuses(norma("fit", "imagenet"), "check the name and the folder");
    }

    @Test
    void an_unknown_command_lists_the_known_ones_and_the_nearest() {
        assertThat(norma("fti").err()).isEqualTo("""
                norma: there is no command "fti"
                  expected: one of fit, version, help
                  given:    "fti"
                  fix:      did you mean "fit"?
                Try: norma --help
                """);
        refuses(norma("help", "train"), "there is no command \"train\"", "one of fit, version, help");
    }

    @Test
    void an_unknown_option_lists_the_known_ones_and_the_nearest() {
        refuses(
                norma("fit", "iris", "--epohcs=3"),
                "there is no option --epohcs\n",
                "one of --label, --task",
                "did you mean --epochs?");
        refuses(norma("fit", "iris", "-e", "3"), "there is no option -e\n");
        refuses(norma("--verbose"), "there is no option --verbose");
    }

    @Test
    void an_option_twice_and_an_argument_too_many_are_refused() {
        refuses(norma("fit", "iris", "--seed", "1", "--seed", "2"), "--seed is given twice");
        refuses(norma("fit", "iris", "--hidden", "8", "--hidden", "9"), "--hidden is given twice");
        refuses(norma("fit", "iris", "wine"), "one argument too many", "\"wine\"");
        refuses(norma("fit"), "fit needs DATA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/a.csv", "https://example.org/a.npz", "file:///etc/passwd", "s3://b/k"})
    void addresses_are_refused(String address) {
        refuses(norma("fit", address), "nothing is read from the network", "download the file first");
    }

    @Test
    void columns_of_what_has_none_are_refused() {
        refuses(norma("fit", "iris", "--label", "species"), "--label and --text are for CSV files");
        refuses(norma("fit", "iris", "--text", "species"), "--label and --text are for CSV files");
    }

    @Test
    void what_the_user_typed_moves_no_cursor() {
        refuses(norma("fit", "\u001b[2J\u202e"), "\"\\u{1b}[2J\\u{202e}\"");
        assertThat(norma("fit", "iris", "--\u001b[2J").err()).doesNotContain("\u001b");
        assertThat(norma("fit", "iris", "--seed", "\u001b[2J").err()).doesNotContain("\u001b");
        assertThat(norma("\u001b[2J").err()).doesNotContain("\u001b");
        assertThat(norma("fit", "%s%n%d").err()).contains("\"%s%n%d\"");
    }

    @Test
    void a_network_that_cannot_fit_is_refused_before_it_is_made() {
        refuses(
                norma("fit", "iris", "--hidden", "9999999,9999999"),
                "layer \"sequential/dense_1\": the network is too large to be trained here",
                "lower --hidden or --batch-size");
        refuses(norma("fit", "iris", "--hidden", "9999999"), "too large to be trained here");
    }

    @Test
    void a_batch_larger_than_the_data_takes_no_more_memory_than_the_data() {
        assertThat(norma("fit", "iris", "--batch-size", "2147483647", "--epochs", "1")
                        .code())
                .isZero();
    }
}
