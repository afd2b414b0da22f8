package dev.norma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code norma fit digits}, as a newcomer types it. */
@Tag("slow")
class DigitsTest {
    @TempDir
    private Path folder;

    /** What it printed at the end, and what it wrote. */
    private record Trained(String out, String report) {}

    private Trained train(int seed) throws IOException {
        Path file = folder.resolve("r.json");
        Ran ran = Ran.norma("fit", "digits", "--seed", Integer.toString(seed), "--json", file.toString());
        assertThat(ran.code()).as(ran.err()).isZero();
        return new Trained(ran.out(), Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void twenty_epochs_reach_98_percent_and_the_same_numbers_each_time(int seed) throws IOException {
        Trained first = train(seed);
        JsonNode report = JsonMapper.builder().build().readTree(first.report);
        assertThat(report.at("/test/accuracy").asDouble()).isBetween(0.98, 1.0);
        assertThat(report.at("/history/loss").size()).isEqualTo(20);
        assertThat(report.at("/settings/seed").asInt()).isEqualTo(seed);
        assertThat(train(seed)).isEqualTo(first);
    }
}
