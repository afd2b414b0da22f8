package dev.norma.doctor;

import static dev.norma.diagnosis.Fault.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.data.Dataset;
import dev.norma.diagnosis.Fault;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.Severity;
import dev.norma.models.Model;
import dev.norma.training.Recalibration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Of models with planted faults the doctor names exactly those, and nothing else. */
class FaultsTest {
    private static Arguments planted(String what, Supplier<Report> made, Severity worst, Fault... faults) {
        return Arguments.of(Named.of(what, new Once(made)), worst, EnumSet.copyOf(Arrays.asList(faults)));
    }

    /** A report that is made when it is first asked for. */
    private static final class Once implements Supplier<Report> {
        private final Supplier<Report> made;
        private @Nullable Report report;

        Once(Supplier<Report> made) {
            this.made = made;
        }

        @Override
        public Report get() {
            if (report == null) {
                report = made.get();
            }
            return report;
        }
    }

    private static final List<Arguments> SINGLE = single();
    private static final List<Arguments> PAIRS = pairs();

    private static List<Arguments> single() {
        return List.of(
                planted("fresh", PlantedFaults::fresh, Severity.WARNING, NEVER_TRAINED),
                planted("fresh, with data", PlantedFaults::freshWithData, Severity.WARNING, NEVER_TRAINED),
                planted("frozen before training", PlantedFaults::frozenBeforeTraining, Severity.ERROR, NEVER_TRAINED),
                planted("channels first, axis -1", PlantedWirings::channelsFirst, Severity.ERROR, AXIS_CHANNELS_FIRST),
                planted(
                        "axis 1 is the height",
                        () -> PlantedWirings.heightAsChannels(0.9),
                        Severity.ERROR,
                        AXIS_IS_SPATIAL),
                planted(
                        "axis -1 is an image's width",
                        PlantedWirings::widthOfAnImage,
                        Severity.WARNING,
                        AXIS_IS_SPATIAL),
                planted("axis 0 is the batch", PlantedWirings::batchAsChannels, Severity.ERROR, AXIS_IS_BATCH),
                planted("few steps at momentum 0.99", PlantedFaults::lag, Severity.ERROR, STATISTICS_LAG),
                planted("data in another scale", PlantedFaults::otherData, Severity.ERROR, STATISTICS_DIFFER),
                planted("batches of 4", PlantedFaults::smallBatches, Severity.WARNING, SMALL_BATCHES),
                planted("batches of 1", PlantedFaults::batchesOfOne, Severity.ERROR, BATCH_OF_ONE),
                planted("a last batch of 1", PlantedFaults::lastBatchOfOne, Severity.WARNING, BATCH_OF_ONE),
                planted("rows sorted by class", PlantedFaults::sortedByClass, Severity.WARNING, UNEVEN_BATCHES),
                planted("gamma 0", PlantedFaults::deadGamma, Severity.WARNING, DEAD_GAMMA),
                planted("constant features", PlantedFaults::constantFeatures, Severity.WARNING, DEAD_VARIANCE),
                planted("a huge unit", PlantedFaults::explodingInput, Severity.WARNING, EXPLODING),
                planted("a huge gamma", PlantedFaults::explodingGamma, Severity.WARNING, EXPLODING),
                planted("frozen after compile", PlantedFaults::frozenAfterCompile, Severity.WARNING, FROZEN_UPDATES),
                planted("frozen, updates on", PlantedFaults::frozenButUpdating, Severity.INFO, FROZEN_UPDATES),
                planted("momentum 1", PlantedFaults::wholeMomentum, Severity.WARNING, LOOKS_FROZEN),
                planted("called with training off", PlantedWirings::calledInInference, Severity.WARNING, LOOKS_FROZEN),
                planted("unfrozen after compile", PlantedFaults::unfrozenAfterCompile, Severity.WARNING, LOOKS_FROZEN),
                planted("updates off", PlantedFaults::updatesSwitchedOff, Severity.WARNING, LOOKS_FROZEN),
                planted("a bias in front", () -> PlantedFaults.bias(32, 20), Severity.INFO, IDLE_BIAS),
                planted("all gammas tiny", PlantedFaults::tinyGamma, Severity.ERROR, DEAD_GAMMA),
                planted("not finite data", PlantedFaults::notFiniteData, Severity.ERROR, NOT_FINITE),
                planted("axis 1 is a word's place", PlantedWirings::placesOfWords, Severity.ERROR, AXIS_IS_SPATIAL),
                planted("ghost batches of 2", () -> PlantedFaults.ghosts(2), Severity.WARNING, SMALL_BATCHES),
                planted("ghost batches of 1", () -> PlantedFaults.ghosts(1), Severity.ERROR, BATCH_OF_ONE),
                planted("one branch of two lags", PlantedWirings::oneBranchLags, Severity.ERROR, STATISTICS_LAG),
                planted("a class that trains by inference", PlantedWirings::ownClass, Severity.WARNING, LOOKS_FROZEN),
                planted("an encoder frozen", PlantedWirings::encoderFrozen, Severity.WARNING, FROZEN_UPDATES),
                planted("axis of each step", PlantedWirings::channelsFirstSteps, Severity.ERROR, AXIS_CHANNELS_FIRST),
                planted("weights swapped", PlantedFaults::weightsInAnotherOrder, Severity.ERROR, NEGATIVE_VARIANCE),
                planted("not finite", PlantedFaults::notFinite, Severity.ERROR, NOT_FINITE),
                planted("PyTorch's momentum", PlantedFaults::momentumOfPyTorch, Severity.WARNING, LOW_MOMENTUM),
                planted("dropout in front", PlantedFaults::dropoutInFront, Severity.WARNING, DROPOUT_IN_FRONT),
                planted("unlike calls", PlantedWirings::sharedByUnlikeInputs, Severity.WARNING, MIXED_CALLS));
    }

    @ParameterizedTest
    @FieldSource("SINGLE")
    void one_fault_is_named_and_nothing_else(Supplier<Report> made, Severity worst, Set<Fault> faults) {
        check(made.get(), worst, faults);
    }

    private static List<Arguments> pairs() {
        return List.of(
                planted(
                        "a bias in front, and PyTorch's momentum",
                        PlantedFaults::channelsFirstBehindABias,
                        Severity.WARNING,
                        IDLE_BIAS,
                        LOW_MOMENTUM),
                planted(
                        "fresh, and PyTorch's momentum",
                        PlantedFaults::freshWithLowMomentum,
                        Severity.WARNING,
                        NEVER_TRAINED,
                        LOW_MOMENTUM),
                planted(
                        "lag, and gamma 0",
                        PlantedFaults::lagWithDeadGamma,
                        Severity.ERROR,
                        STATISTICS_LAG,
                        DEAD_GAMMA),
                planted(
                        "batches of 4, and a bias",
                        () -> PlantedFaults.bias(4, 3),
                        Severity.WARNING,
                        SMALL_BATCHES,
                        IDLE_BIAS),
                planted(
                        "frozen after compile, and a huge unit",
                        PlantedFaults::frozenAfterCompileAndExploding,
                        Severity.WARNING,
                        FROZEN_UPDATES,
                        EXPLODING),
                planted(
                        "axis 1 is the height, and PyTorch's momentum",
                        () -> PlantedWirings.heightAsChannels(0.1),
                        Severity.ERROR,
                        AXIS_IS_SPATIAL,
                        LOW_MOMENTUM));
    }

    @ParameterizedTest
    @FieldSource("PAIRS")
    void two_faults_are_named_and_nothing_else(Supplier<Report> made, Severity worst, Set<Fault> faults) {
        check(made.get(), worst, faults);
    }

    @Test
    void each_remedy_is_code_that_compiles(@TempDir Path folder) throws Exception {
        Set<String> remedies = Stream.concat(SINGLE.stream(), PAIRS.stream())
                .map(planted -> (Named<?>) planted.get()[0])
                .map(named -> (Once) named.getPayload())
                .flatMap(report -> report.get().findings().stream())
                .map(Finding::remedy)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(remedies).hasSizeGreaterThan(20);
        assertThat(Remedies.errors(remedies, folder))
                .as(String.join("\n", remedies))
                .isEmpty();
    }

    @Test
    void statistics_that_recalibrate_leaves_alone_are_recalibrated_by_name() {
        Model model = Patients.trained(Patients.dense(Patients.norm().trainable(false)), Patients.rows(6));
        Dataset data = Patients.rows(6).batch(32);
        assertThat(Doctor.examine(model, data).findings())
                .extracting(Finding::remedy)
                .singleElement()
                .asString()
                .startsWith(
                        "model.recalibrate(data, Recalibration.exact().layers(\"sequential/batch_normalization\"))   // or");
        model.recalibrate(data, Recalibration.exact().layers("sequential/batch_normalization"));
        assertThat(Doctor.examine(model, data).findings()).isEmpty();
    }

    private static void check(Report report, Severity worst, Set<Fault> faults) {
        assertThat(report.findings())
                .as(report.text())
                .extracting(Finding::fault)
                .containsOnlyOnceElementsOf(faults)
                .hasSameSizeAs(faults);
        assertThat(report.diagnosis().worst()).contains(worst);
        assertThat(report.findings())
                .extracting(Finding::severity)
                .as("the worst first")
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(finding.cause()).endsWith(".").doesNotContain("NaN standard");
            assertThat(finding.remedy()).isNotBlank();
            assertThat(finding.numbers()).isNotEmpty();
        });
    }
}
