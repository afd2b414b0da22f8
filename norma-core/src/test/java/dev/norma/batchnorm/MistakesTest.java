package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of mistakes that {@code src/test/mutants/run} makes does not fall behind the sources that it makes them in. */
class MistakesTest {
    @Test
    void every_place_where_a_mistake_would_be_made_is_there() throws IOException {
        Path module = Files.exists(Path.of("src/test/mutants")) ? Path.of("") : Path.of("norma-core");
        List<String> gone = new ArrayList<>();
        String file = "";
        for (String line : Files.readAllLines(module.resolve("src/test/mutants/mistakes.txt"))) {
            if (line.endsWith(".java")) {
                file = line.contains("/") ? line : "layers/" + line;
            } else if (line.startsWith("-   ") && !source(module, file).contains(line.substring(4))) {
                gone.add(file + ": " + line.substring(4));
            }
        }
        assertThat(file).isNotEmpty();
        assertThat(gone).isEmpty();
    }

    /** As the command reads it: without comments at the ends of lines, with single spaces, and with strings as they are. */
    private static String source(Path module, String file) throws IOException {
        String string = "(\"(?:\\\\.|[^\"\\\\\n])*\")";
        String withoutComments = Files.readString(module.resolve("src/main/java/dev/norma/" + file))
                .replaceAll("(?m)" + string + "|(?:^|\\s)//.*$", "$1");
        return Pattern.compile(string + "|\\s+")
                .matcher(withoutComments)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group(1)));
    }
}
