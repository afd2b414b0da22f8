package dev.norma.cli;

import static dev.norma.cli.Ran.norma;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.runtime.Backends;
import org.junit.jupiter.api.Test;

/** What the commands that train nothing say. */
class VersionTest {
    @Test
    void version_names_the_back_end_the_processor_and_the_threads() {
        Ran ran = norma("version");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .containsPattern("(?m)^norma      \\S")
                .contains("java       " + Runtime.version())
                .contains("back end   " + Backends.current().name())
                .contains("processor  " + System.getProperty("os.arch") + ": ")
                .containsPattern("(?m)^threads    [1-9]\\d*$");
    }

    @Test
    void one_line_of_it_is_had_by_an_option() {
        assertThat(norma("--version").out()).matches("norma \\S.*\n");
        assertThat(norma("-V").code()).isZero();
    }

    @Test
    void without_arguments_the_commands_are_listed() {
        Ran ran = norma();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Usage: norma", "fit ", "version ", "help ");
        assertThat(norma("--help")).isEqualTo(ran);
        assertThat(norma("help")).isEqualTo(ran);
    }

    @Test
    void every_command_explains_itself_with_an_example() {
        for (String command : Main.command().getSubcommands().keySet()) {
            Ran ran = norma(command, "--help");
            assertThat(ran.code()).isZero();
            assertThat(ran.out()).as(command).contains("Usage: norma " + command, "Example", "  norma " + command);
            assertThat(norma("help", command)).isEqualTo(ran);
        }
    }
}
