package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What README.md shows below a command is what the command prints, where {@code ...} stands for lines left out. Words and whole
 * numbers are the same. Times are not compared, nor is the back end; numbers with a point may be 0.03 off, above 1 a tenth of
 * themselves, as training magnifies how processors round.
 */
@Tag("slow")
class ReadmeOutputTest {
    private static final Path README = Path.of("../README.md");
    private static final Pattern COMMAND_OR_OUTPUT =
            Pattern.compile("^ {4}\\./norma ([^#\\n]*)|^```text\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern BAR_AND_TIMES = Pattern.compile("(━+ )?[\\d.]+\\w+ [\\d.]+\\w+/step");
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+");

    /** A command and some lines of what it prints. */
    record Shown(List<String> arguments, List<String> lines) {
        @Override
        public String toString() {
            return String.join(" ", arguments);
        }
    }

    static Stream<Shown> shown() throws IOException {
        String readme = Files.readString(README).replace("\r\n", "\n");
        Stream.Builder<Shown> shown = Stream.builder();
        String command = "";
        for (MatchResult found : COMMAND_OR_OUTPUT.matcher(readme).results().toList()) {
            if (found.group(1) != null) {
                command = found.group(1).strip();
            } else {
                shown.add(new Shown(
                        List.of(command.split(" ")), found.group(2).lines().toList()));
            }
        }
        return shown.build();
    }

    @ParameterizedTest
    @MethodSource("shown")
    void a_command_prints_what_readme_shows(Shown shown) {
        List<String> printed = printed(shown.arguments());
        Iterator<String> rest = printed.iterator();
        boolean somewhere = false;
        for (String line : shown.lines()) {
            if (line.equals("...")) {
                somewhere = true;
            } else {
                equal(next(rest, somewhere, line, printed), line);
                somewhere = false;
            }
        }
    }

    /** The next line that was printed, or the next with the words of one that README shows. */
    private static String next(Iterator<String> rest, boolean somewhere, String shown, List<String> printed) {
        while (rest.hasNext()) {
            String line = rest.next();
            if (!somewhere || words(line).equals(words(shown))) {
                return line;
            }
        }
        throw new AssertionError("not printed: " + shown + "\nprinted:\n" + String.join("\n", printed));
    }

    private static void equal(String printed, String shown) {
        assertThat(words(printed)).isEqualTo(words(shown));
        double[] expected = numbers(shown);
        double[] actual = numbers(printed);
        for (int i = 0; i < expected.length; i++) {
            double bound = expected[i] > 1 ? expected[i] / 10 : 0.03;
            assertThat(actual[i]).as(printed).isCloseTo(expected[i], within(bound));
        }
    }

    private static String words(String line) {
        String plain = BAR_AND_TIMES.matcher(line).replaceAll("").replaceAll("back end \\w+", "back end");
        return NUMBER.matcher(plain).replaceAll("x");
    }

    private static double[] numbers(String line) {
        return NUMBER.matcher(BAR_AND_TIMES.matcher(line).replaceAll(""))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    /** The lines of the command and of the training in it, which goes to standard output. */
    private static List<String> printed(List<String> arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            int code = Main.run(
                    Main.command().setOut(new PrintWriter(out, true, StandardCharsets.UTF_8)),
                    arguments.toArray(String[]::new));
            assertThat(code).isZero();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
