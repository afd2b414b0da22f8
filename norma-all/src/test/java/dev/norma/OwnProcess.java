package dev.norma;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of these tests in a process of its own, whose memory can be watched and whose heap has all its pages from the start. */
final class OwnProcess {
    private static final Path PAGES = Path.of("/proc/self/statm");

    private OwnProcess() {}

    /** Where a process cannot see how much memory it has, a test that asks for this is not run, and says so. */
    static void assumeSeesItsMemory(Class<?> test) {
        boolean counts = Files.exists(PAGES);
        if (!counts) {
            System.err.println("NOT RUN: " + test.getSimpleName() + " reads " + PAGES + ", which is not here");
        }
        assumeTrue(counts, "reads " + PAGES);
    }

    /** The bytes that this process has in memory; the system counts pages of 4 KB. */
    static long resident() throws IOException {
        return Long.parseLong(Files.readString(PAGES).replaceAll("(?s)\\d+ (\\d+) .*", "$1")) * 4096;
    }

    /** Runs the program with a heap of 64 MB, and finds in its output what it is to print. */
    static Matcher run(Class<?> program, Pattern printed, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                        File.pathSeparator,
                        home(program),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path")),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Matcher found = printed.matcher(output);
        assertThat(found.find()).as(output).isTrue();
        return found;
    }

    /** The folder that a class was loaded from, on the class path or the module path. */
    private static String home(Class<?> type) throws URISyntaxException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(requireNonNull(type.getResource("/" + name)).toURI());
        return file.toString().substring(0, file.toString().length() - name.length());
    }
}
