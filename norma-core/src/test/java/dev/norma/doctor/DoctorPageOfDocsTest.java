package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.Fault;
import dev.norma.diagnosis.Hint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/doctor.md} lists the findings that there are, in their order, and the hints. */
class DoctorPageOfDocsTest {
    @Test
    void all_hints_are_listed() throws IOException {
        assertThat(firstColumn("[A-Z_]+"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Hint.Kind.values()).map(Enum::name).toList());
    }

    @Test
    void all_findings_are_listed() throws IOException {
        assertThat(firstColumn("[a-z-]+"))
                .isEqualTo(Arrays.stream(Fault.values()).map(Fault::id).toList());
    }

    private static List<String> firstColumn(String words) throws IOException {
        return Pattern.compile("^\\| `(%s)` \\|".formatted(words), Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "docs", "doctor.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
