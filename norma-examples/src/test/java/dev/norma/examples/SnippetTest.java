package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The snippets of pages are code that is compiled, and print what the pages say. With {@code -Dnorma.docs.write=true} code and
 * output are written into the pages instead.
 */
class SnippetTest {
    static final Path README = Path.of("../README.md");
    static final Path BATCH_NORMALIZATION = Path.of("../docs/batch-normalization.md");
    static final Path[] PAGES = {README, BATCH_NORMALIZATION};

    private static final Pattern NUMBER = Pattern.compile("-?\\d+\\.\\d*");

    static Stream<Snippet> snippets() {
        return Stream.of(PAGES).flatMap(page -> Snippet.on(page).stream());
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_snippet_is_code_that_prints_what_the_page_says(Snippet snippet) throws Exception {
        if (Boolean.getBoolean("norma.docs.write")) {
            snippet.write();
            return;
        }
        assertThat(snippet.code()).as("code of " + snippet).isEqualTo(snippet.source());
        if (snippet.output() != null) {
            String printed = snippet.printed();
            assertThat(words(printed)).as("output of " + snippet).isEqualTo(words(snippet.output()));
            assertThat(numbers(printed))
                    .as("numbers of " + snippet + ", whose last digits depend on the back end")
                    .containsExactly(numbers(snippet.output()), within(1e-5));
        }
    }

    /** What stands around numbers with a point, without blanks: they align numbers. */
    private static String words(String output) {
        return NUMBER.matcher(output).replaceAll("x").replace(" ", "");
    }

    private static double[] numbers(String output) {
        return NUMBER.matcher(output)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void a_page_shows_no_program_that_is_not_compiled(Path page) {
        long programs = Snippet.read(page).lines().filter("```java"::equals).count();
        assertThat(Snippet.on(page)).isNotEmpty().hasSize((int) programs);
    }
}
