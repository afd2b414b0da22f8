package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on batch normalization answers all questions, each by a snippet, and shows all snippets. */
class BatchNormalizationPageTest {
    private static final String PAGE = Snippet.read(SnippetTest.BATCH_NORMALIZATION);

    private static Stream<MatchResult> parts(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(PAGE).results();
    }

    @Test
    void every_method_is_on_the_page_once_and_its_output_below() throws IOException {
        List<String> methods;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/norma/examples/batchnorm"))) {
            methods = files.flatMap(file -> Pattern.compile("static void (\\w+)\\(\\)")
                            .matcher(Snippet.read(file))
                            .results()
                            .map(found -> file.getFileName().toString().replace(".java", ".") + found.group(1)))
                    .toList();
        }
        assertThat(methods).hasSizeGreaterThanOrEqualTo(15);
        assertThat(Snippet.on(SnippetTest.BATCH_NORMALIZATION))
                .allMatch(snippet -> snippet.output() != null)
                .map(snippet -> snippet.toString().replace("batchnorm.", ""))
                .containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void all_fifteen_questions_are_answered_by_a_snippet() {
        List<MatchResult> questions =
                parts("^## (\\d+)\\. (?:(?!^## )[\\s\\S])*").toList();
        assertThat(questions)
                .map(question -> Integer.valueOf(question.group(1)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 15).boxed().toList());
        assertThat(questions).allMatch(question -> question.group().contains("\n```java\n"));
    }
}
