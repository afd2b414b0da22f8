package dev.norma.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's project in {@code consumer}, which is built and run by itself, holds the programs of README.md, pasted. */
class ReadmeTest {
    private static final Path PASTED = Path.of("../consumer/app/src/main/java/example/Readme.java");

    static Iterable<Snippet> snippets() {
        return Snippet.on(SnippetTest.README);
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void a_users_project_runs_what_readme_shows(Snippet snippet) {
        assertThat(Snippet.body(PASTED, snippet.method())).isEqualTo(snippet.code());
        assertThat(Snippet.body(PASTED, "run")).contains(snippet.method() + "(");
    }
}
