package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/doctor.md} lists the findings that there are, in their order. */
class DoctorPageOfDocsTest {
    @Test
    void all_findings_are_listed() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "doctor.md"));
        List<String> listed = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
                .matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
        assertThat(listed)
                .isEqualTo(Arrays.stream(Fault.values()).map(Fault::id).toList());
    }
}
