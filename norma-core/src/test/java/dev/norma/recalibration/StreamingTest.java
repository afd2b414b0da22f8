package dev.norma.recalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.models.Sequential;
import dev.norma.tensor.Tensor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Data larger than memory are recalibrated on. */
class StreamingTest {
    @Test
    @Tag("slow")
    void four_times_the_heap_is_read_three_times() throws Exception {
        List<String> lines = inSmallHeap("-Xmx16m", Integer.toString(128 * Streaming.different()));
        long heap = Long.parseLong(lines.get(0));
        long data = Long.parseLong(lines.get(1));
        assertThat(data).isGreaterThanOrEqualTo(4 * heap);

        Sequential inMemory = Streaming.network();
        inMemory.recalibrate(Streaming.data(Streaming.different()));
        for (int i = 0; i < 3; i++) {
            assertThat(numbers(lines.get(2 + 2 * i)))
                    .containsExactly(Nets.mean(Streaming.norm(inMemory, i)), within(1e-5));
            assertThat(numbers(lines.get(3 + 2 * i)))
                    .containsExactly(Nets.variance(Streaming.norm(inMemory, i)), within(1e-5));
        }
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split(", ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static List<String> inSmallHeap(String heap, String argument) throws Exception {
        StringJoiner path = new StringJoiner(File.pathSeparator);
        for (Class<?> type : List.of(Streaming.class, Sequential.class, Tensor.class)) {
            path.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-Dnorma.backend=reference",
                        "-cp",
                        path.toString(),
                        Streaming.class.getName(),
                        argument)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().toList();
    }
}
