package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded case equals Keras, on both back ends and in every precision that was recorded. */
class GoldenTest {
    @TestFactory
    Stream<DynamicTest> layers_equal_keras() {
        return replay("layer", 1e-10, (golden, precision) -> new LayerReplay(golden, precision).run());
    }

    @TestFactory
    Stream<DynamicTest> activations_equal_keras() {
        return replay("activation", 1e-10, PartReplay::activation);
    }

    @TestFactory
    Stream<DynamicTest> losses_equal_keras() {
        return replay("loss", 1e-10, PartReplay::loss);
    }

    @TestFactory
    Stream<DynamicTest> metrics_equal_keras() {
        return replay("metric", 1e-10, PartReplay::metric);
    }

    @TestFactory
    Stream<DynamicTest> optimizers_equal_keras() {
        return replay("optimizer", 1e-9, PartReplay::optimizer);
    }

    @TestFactory
    Stream<DynamicTest> networks_train_as_in_keras() {
        return replay("network", 1e-9, (golden, precision) -> new NetworkReplay(golden, precision).run());
    }

    @TestFactory
    Stream<DynamicTest> regularizers_equal_keras() {
        return replay("regularizer", 1e-10, PartReplay::regularizer);
    }

    @TestFactory
    Stream<DynamicTest> constraints_equal_keras() {
        return replay("constraint", 1e-10, PartReplay::constraint);
    }

    private static Stream<DynamicTest> replay(
            String kind, double bound64, BiFunction<GoldenCase, Precision, Map<String, Tensor>> run) {
        List<GoldenCase> cases = GoldenFiles.ofKind(kind).toList();
        assertThat(cases).as("recorded cases of kind " + kind).isNotEmpty();
        return cases.stream()
                .flatMap(golden -> Arrays.stream(Precision.values())
                        .filter(precision -> recorded(golden, precision) && !GoldenTolerances.isOpen(golden, precision))
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision,
                                () -> new Agreement(golden, precision, bound64).check(run.apply(golden, precision)))));
    }

    private static boolean recorded(GoldenCase golden, Precision precision) {
        return switch (precision) {
            case REFERENCE_64 -> true;
            case REFERENCE_32, ONEDNN_32 ->
                golden.results().stream().allMatch(name -> golden.beside(name, "worst32") != null);
            // XLA may leave out roundings to 16 bits, so that its recording alone is no yardstick
            case REFERENCE_16, ONEDNN_16 ->
                golden.list("recordings").contains("bf16-eager")
                        && golden.results().stream().allMatch(name -> golden.beside(name, "worst16") != null);
            case REFERENCE_FLOAT16, ONEDNN_FLOAT16 -> false; // the grid of batch normalizations alone has it
        };
    }

    @Test
    void only_networks_and_convolutions_with_channels_first_lack_a_yardstick_in_16_bits() {
        List<String> without = GoldenFiles.groups().stream()
                .flatMap(group -> GoldenFiles.load(group).stream())
                .filter(golden -> golden.list("recordings").contains("bf16-xla")
                        && !golden.list("recordings").contains("bf16-eager"))
                .map(GoldenCase::toString)
                .toList();
        assertThat(without)
                .allMatch(name -> name.startsWith("networks/") || name.contains("data_format=channels_first"));
    }
}
