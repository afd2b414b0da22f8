package dev.norma.tensor.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Child;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes leaves the old file or the new one, and what it leaves beside goes at the next start. */
class KilledWriterTest {
    private static final int KILLS = 8;

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void the_file_is_whole_whenever_it_is_killed() throws Exception {
        Path file = folder.resolve("x");
        Random random = new Random(5);
        int changes = 0;
        String before = "";
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = Child.java(Rewriting.class, List.of(), file.toString());
            try (BufferedReader output = process.inputReader(UTF_8);
                    OutputStream input = process.getOutputStream()) {
                assertThat(output.readLine()).isEqualTo("ready");
                assertThat(names()).as("after the next start").isSubsetOf("x");
                input.write('\n');
                input.flush();
                assertThat(process.waitFor(20 + random.nextInt(200), TimeUnit.MILLISECONDS))
                        .isFalse();
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                assertThat(lines).hasSize(Rewriting.LINES).containsOnly(lines.getFirst());
                changes += lines.getFirst().equals(before) ? 0 : 1;
                before = lines.getFirst();
            }
        }
        assertThat(changes).as("how often something was written").isPositive();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
