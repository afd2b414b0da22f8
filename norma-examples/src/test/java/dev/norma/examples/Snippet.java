package dev.norma.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A snippet of a page: the body of a method of the examples, without a last {@code return}. The comment in front of it says of
 * which; what it prints may stand below.
 *
 * <pre>{@code
 * <!-- batchnorm.Axes.parameters -->
 * ```java
 * the body of the method
 * ```
 *
 * ```text
 * what it prints
 * ```
 * }</pre>
 *
 * @param type the class, without the first part of its package
 * @param code as the page has it
 * @param output as the page has it; null where the page has none
 */
record Snippet(
        Path page,
        String type,
        String method,
        String code,
        @Nullable String output) {
    private static final String PACKAGE = "dev.norma.examples.";
    private static final Path SOURCES = Path.of("src/main/java/dev/norma/examples");
    private static final Pattern ON_PAGE = Pattern.compile(
            "<!-- ([\\w.]+)\\.(\\w+) -->\\n```java\\n(.*?)```\\n(?:\\n```text\\n(.*?)```\\n)?", Pattern.DOTALL);

    /** All snippets of a page, as it stands there. */
    static List<Snippet> on(Path page) {
        return ON_PAGE.matcher(read(page))
                .results()
                .map(found -> of(page, found))
                .toList();
    }

    private static Snippet of(Path page, MatchResult found) {
        return new Snippet(page, found.group(1), found.group(2), found.group(3), found.group(4));
    }

    /** The body of a method that a file of Java holds, moved to the left, without a last {@code return}. */
    static String body(Path file, String method) {
        String pattern = "^    [\\w ]*static [\\w<>]+ " + method
                + "\\([^)]*\\)[\\w ]* \\{\\n(.*?)(?:^ {8}return [^;]*;\\n)?^ {4}}\\n";
        Matcher found =
                Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(read(file));
        if (!found.find()) {
            throw new AssertionError(file + " has no method " + method);
        }
        return found.group(1).stripTrailing().stripIndent() + "\n";
    }

    static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The method's body. */
    String source() {
        return body(SOURCES.resolve(type.replace('.', '/') + ".java"), method);
    }

    /** What the method prints. */
    String printed() throws Exception {
        Method run = Class.forName(PACKAGE + type).getDeclaredMethod(method);
        run.setAccessible(true);
        return Printed.by(() -> run.invoke(null)).text();
    }

    /** Puts what is compiled and printed into the page, in place of what stands there. */
    void write() throws Exception {
        Snippet now = new Snippet(page, type, method, source(), output == null ? null : printed());
        Files.writeString(page, read(page).replace(onPage(), now.onPage()));
    }

    private String onPage() {
        String block = "<!-- %s.%s -->\n```java\n%s```\n".formatted(type, method, code);
        return output == null ? block : block + "\n```text\n%s```\n".formatted(output);
    }

    @Override
    public String toString() {
        return type + "." + method;
    }
}
