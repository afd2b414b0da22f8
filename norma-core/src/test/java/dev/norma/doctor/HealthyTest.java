package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.diagnosis.Severity;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of healthy models the doctor has nothing to say that matters. */
class HealthyTest {
    static Stream<Named<Supplier<Report>>> models() {
        return Stream.of(
                healthy("dense", HealthyModels::mlp),
                healthy("convolutional", HealthyModels::convolutional),
                healthy("channels first", HealthyModels::channelsFirst),
                healthy("residual", HealthyWirings::residual),
                healthy("depthwise", HealthyModels::depthwise),
                healthy("sequence", HealthyModels::sequence),
                healthy("shared layer", HealthyWirings::shared),
                healthy("beside layer normalization", HealthyModels::besideLayerNormalization),
                healthy("renorm", HealthyModels::renorm),
                healthy("masked sequence", HealthyModels::masked),
                healthy("embedded words", HealthyModels::embedded),
                healthy("each step of a sequence", HealthyModels::eachStep),
                healthy("two inputs through one encoder", HealthyWirings::siamese),
                healthy("ghost batches of 16", HealthyModels::ghosts),
                healthy("the older layer's corrected variance", HealthyModels::fused),
                healthy("all in bfloat16", HealthyModels::bfloat16),
                healthy("a number from a table", HealthyModels::regression),
                healthy("tokens mixed", HealthyWirings::mixer),
                healthy("up and down with shortcuts", HealthyWirings::upAndDown),
                healthy("pretrained part in inference", HealthyWirings::pretrained),
                healthy("averaged weights, recalibrated", HealthyModels::averaged),
                healthy("nested model", HealthyWirings::nested),
                healthy("frozen once trained", HealthyModels::frozenOnceTrained),
                healthy("class of its own", HealthyWirings::ownClass),
                healthy("features on axis 0", HealthyWirings::transposed),
                healthy("legacy layer over two axes", HealthyModels::legacyOverTwoAxes),
                healthy("recalibrated", HealthyModels::recalibrated),
                healthy("reduced precision", HealthyModels::reducedPrecision));
    }

    private static Named<Supplier<Report>> healthy(String what, Supplier<Report> made) {
        return Named.of(what, made);
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothing_matters_in_a_healthy_model(Supplier<Report> made) {
        Report report = made.get();
        assertThat(report.findings()).as(report.text()).allMatch(finding -> finding.severity() == Severity.INFO);
        assertThat(report.diagnosis().layers()).isNotEmpty().allSatisfy(HealthyTest::hasNumbers);
    }

    private static void hasNumbers(LayerDiagnosis layer) {
        assertThat(layer.trained()).isTrue();
        assertThat(Objects.requireNonNull(layer.data()).shift()).isBetween(0.0, 0.1);
        assertThat(layer.channels()).allSatisfy(channel -> {
            assertThat(Objects.requireNonNull(channel.observed()).before().total())
                    .isPositive();
            assertThat(channel.observed().after().total()).isPositive();
        });
    }
}
