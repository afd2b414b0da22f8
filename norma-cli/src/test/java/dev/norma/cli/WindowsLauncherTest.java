package dev.norma.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher for Windows, read as text: it says and starts what {@code ./norma} does, and keeps rules of {@code cmd} that are easy
 * to break where it cannot be run.
 */
class WindowsLauncherTest {
    private static String text(String file) throws IOException {
        return Files.readString(Shell.SOURCES.resolve(file), US_ASCII);
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"norma.cmd", ".mvn/find-jdk.cmd", ".mvn/launcher.ps1"})
    void lines_end_as_cmd_needs_them(String file) throws IOException {
        assertThat(text(file)).endsWith("\r\n").doesNotContainPattern("[^\r]\n");
    }

    @Test
    void java_is_started_with_the_same_options() throws IOException {
        String options = "(?<= )(-XX:\\S+|--enable-native-access=\\S+)(?= )";
        assertThat(all(options, text("norma.cmd")))
                .isEqualTo(all(options, text("norma")))
                .hasSizeGreaterThan(4);
    }

    @Test
    void maven_is_started_with_the_same_arguments() throws IOException {
        String arguments = "-q -T1C -Dfast -pl norma-cli -am package";
        assertThat(text("norma")).contains("./mvnw " + arguments);
        assertThat(text(".mvn/launcher.ps1")).contains("'mvnw.cmd') " + arguments);
    }

    @Test
    void the_messages_are_the_same() throws IOException {
        String messages = "(?<=[\"' ])norma: [a-zA-Z][^\"'$]*[^\"'$ ]";
        Set<String> shell = all(messages, text("norma"));
        shell.remove("norma: Java cannot run from"); // a colon is no trouble where semicolons separate paths
        assertThat(all(messages, text(".mvn/launcher.ps1"))).isEqualTo(shell).hasSize(5);
        String none = "norma: no JDK (\\$jdk_wanted|25) or newer .* set JAVA_HOME to it";
        assertThat(all(none, text(".mvn/find-jdk.sh").replace("$jdk_wanted", "25")))
                .isEqualTo(all(none, text(".mvn/find-jdk.cmd")))
                .hasSize(1);
    }

    @Test
    void both_look_at_the_same_sources_and_files() throws IOException {
        for (String file : List.of("norma", ".mvn/launcher.ps1")) {
            assertThat(text(file).replace('\\', '/'))
                    .as(file)
                    .contains("pom.xml", ".mvn", "norma-*", "src/main", "src/main/resources", "target/fast")
                    .contains("norma-examples", "norma-benchmarks")
                    .contains("launcher.stamp", "norma-cli.jar", "launcher.dependencies", "launcher.lock");
        }
    }

    @Test
    void a_variable_has_a_value_before_the_line_that_compares_it() throws IOException {
        boolean set = false;
        for (String line : text(".mvn/find-jdk.cmd").lines().toList()) {
            if (line.contains("%_JDK_RELEASE%")) {
                assertThat(set).as(line).isTrue();
            }
            set |= line.startsWith("set \"_JDK_RELEASE=0\"") || line.startsWith(":");
        }
        assertThat(set).isTrue();
    }

    @Test
    void folders_are_listed_by_for_d() throws IOException {
        String script = text(".mvn/find-jdk.cmd");
        assertThat(all("(?s)for %%\\w in \\([^)]*\\*[^)]*\\)", script)).isEmpty(); // a star stands for files there
        assertThat(all("for /d %%\\w in \\([^)]*\\*\"\\)", script)).hasSize(2);
    }

    @Test
    void an_exclamation_mark_in_an_argument_stays() throws IOException {
        assertThat(text("norma.cmd")).contains("setlocal DisableDelayedExpansion", " dev.norma.cli.Main %*\r\n");
    }
}
