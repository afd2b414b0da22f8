package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code norma fit digits}, as a newcomer types it. */
@Tag("slow")
class DigitsTest {
    @TempDir
    private Path folder;

    private String report(int seed, String name) throws IOException {
        Path file = folder.resolve(name);
        Ran ran = Ran.norma("fit", "digits", "--seed", Integer.toString(seed), "--json", file.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        return Files.readString(file);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void twenty_epochs_reach_98_percent(int seed) throws IOException {
        assertThat(JsonMapper.builder()
                        .build()
                        .readTree(report(seed, "r.json"))
                        .at("/test/accuracy")
                        .asDouble())
                .isBetween(0.98, 1.0);
    }

    @Test
    void the_same_seed_gives_the_same_report() throws IOException {
        assertThat(report(2, "second.json")).isEqualTo(report(2, "first.json"));
    }
}
