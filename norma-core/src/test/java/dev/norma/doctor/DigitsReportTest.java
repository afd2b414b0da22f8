package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.DataSummary;
import dev.norma.diagnosis.Fault;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.OutputGap;
import dev.norma.diagnosis.Severity;
import dev.norma.models.DigitsStory;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story of digits: what the doctor says of Keras' default momentum after ten epochs, and of 0.9 after twenty. */
class DigitsReportTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void after_ten_epochs_at_momentum_099_lag_is_named_first_with_the_gap(long seed) {
        Report report = Doctor.examine(DigitsStory.trained(0.99, seed, 10), DigitsStory.training(seed));
        Finding first = report.findings().getFirst();
        assertThat(first.fault()).isEqualTo(Fault.STATISTICS_LAG);
        assertThat(first.severity()).isEqualTo(Severity.ERROR);
        assertThat(first.numbers().get("updates")).isEqualTo(230);
        assertThat(first.numbers().get("output gap")).isGreaterThan(0.3);
        assertThat(first.numbers().get("steps to 5 %")).isBetween(400.0, 600.0);
        DataSummary data = Objects.requireNonNull(report.diagnosis().data());
        OutputGap gap = data.outputs().getFirst();
        assertThat(gap.accuracyByBatch()).isGreaterThan(0.98);
        assertThat(gap.accuracyByStored()).isLessThan(0.9);
        assertThat(report.text())
                .contains("statistics lag", "after 230 updates at momentum 0.99", "model.recalibrate(data)");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void after_twenty_epochs_at_momentum_09_nothing_matters(long seed) {
        Report report = Doctor.examine(DigitsStory.trained(0.9, seed, 20), DigitsStory.training(seed));
        assertThat(report.findings()).allMatch(finding -> finding.severity() == Severity.INFO);
    }
}
