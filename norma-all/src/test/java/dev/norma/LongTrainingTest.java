package dev.norma;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand training steps of two batch sizes take no memory after the first of each. */
class LongTrainingTest {
    private static final Pattern PRINTED =
            Pattern.compile("back end (\\w+), resident (\\d+) then (\\d+), allocated (\\d+) and (\\d+)");

    @Test
    @Tag("slow")
    void ten_thousand_steps_take_no_memory_after_the_first_of_each_size() throws Exception {
        boolean counts = Files.exists(Path.of("/proc/self/statm"));
        if (!counts) {
            System.err.println("NOT RUN: " + getClass().getSimpleName() + " reads /proc/self/statm, which is not here");
        }
        assumeTrue(counts, "reads /proc/self/statm");
        Matcher printed = train(10_000);
        assertThat(printed.group(1)).isEqualTo("onednn");
        long grown = number(printed, 3) - number(printed, 2);
        // The images of the larger batch have 9 KB: lost in each step, they would be 90 MB.
        assertThat(grown).as(printed.group()).isLessThan(8 << 20);
        assertThat(number(printed, 5)).as(printed.group()).isBetween(1L, 64_000L);
        assertThat(Math.abs(number(printed, 5) - number(printed, 4)))
                .as(printed.group())
                .isLessThan(1_000);
    }

    private static long number(Matcher printed, int group) {
        return Long.parseLong(printed.group(group));
    }

    /** In a process of its own, whose heap has all its pages from the start. */
    private static Matcher train(int steps) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms64m",
                        "-Xmx64m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        String.join(
                                File.pathSeparator,
                                home(LongTraining.class),
                                System.getProperty("jdk.module.path", ""),
                                System.getProperty("java.class.path")),
                        LongTraining.class.getName(),
                        Integer.toString(steps))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Matcher printed = PRINTED.matcher(output);
        assertThat(printed.find()).as(output).isTrue();
        return printed;
    }

    /** The folder that a class was loaded from, on the class path or the module path. */
    private static String home(Class<?> type) throws URISyntaxException {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(requireNonNull(type.getResource("/" + name)).toURI());
        return file.toString().substring(0, file.toString().length() - name.length());
    }
}
