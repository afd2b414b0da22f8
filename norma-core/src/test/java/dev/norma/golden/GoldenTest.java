package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

    @TestFactory
    Stream<DynamicTest> initializers_with_one_outcome_equal_keras() {
        return replay(
                "initializer",
                1e-10,
                golden -> !isDistribution(golden),
                (golden, precision) -> new InitializerReplay(golden, precision).run());
    }

    @TestFactory
    Stream<DynamicTest> random_initializers_are_distributed_as_in_keras() {
        return GoldenFiles.ofKind("initializer")
                .filter(GoldenTest::isDistribution)
                .map(golden -> DynamicTest.dynamicTest(
                        golden.toString(),
                        () -> new Distribution(golden)
                                .check(new InitializerReplay(golden, Precision.REFERENCE_32).draw())));
    }

    @TestFactory
    Stream<DynamicTest> weights_begin_as_in_keras() {
        return replay("initial", 1e-10, InitializerReplay::initial);
    }

    @TestFactory
    Stream<DynamicTest> dropout_drops_as_in_keras() {
        return GoldenFiles.ofKind("dropout")
                .flatMap(golden -> Arrays.stream(Precision.values())
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision, () -> new DropoutReplay(golden, precision).check())));
    }

    @TestFactory
    Stream<DynamicTest> policies_give_the_types_that_keras_gives() {
        return GoldenFiles.ofKind("policy")
                .map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> PolicyReplay.check(golden)));
    }

    private static boolean isDistribution(GoldenCase golden) {
        return golden.text("quantity").equals("distribution");
    }

    private static Stream<DynamicTest> replay(
            String kind, double bound64, BiFunction<GoldenCase, Precision, Map<String, Tensor>> run) {
        return replay(kind, bound64, golden -> true, run);
    }

    private static Stream<DynamicTest> replay(
            String kind,
            double bound64,
            Predicate<GoldenCase> which,
            BiFunction<GoldenCase, Precision, Map<String, Tensor>> run) {
        List<GoldenCase> cases = GoldenFiles.ofKind(kind).filter(which).toList();
        assertThat(cases).as("recorded cases of kind " + kind).isNotEmpty();
        return cases.stream()
                .flatMap(golden -> Arrays.stream(Precision.values())
                        .filter(precision -> recorded(golden, precision))
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision,
                                () -> new Agreement(golden, precision, bound64).check(run.apply(golden, precision)))));
    }

    private static boolean recorded(GoldenCase golden, Precision precision) {
        return switch (precision) {
            case REFERENCE_64 -> true;
            case REFERENCE_32, ONEDNN_32 ->
                golden.results().stream().allMatch(name -> golden.beside(name, "worst32") != null);
            case REFERENCE_16, ONEDNN_16 ->
                golden.results().stream().allMatch(name -> golden.beside(name, "worst16") != null);
            case REFERENCE_FLOAT16, ONEDNN_FLOAT16 -> false; // the grid of batch normalizations alone has it
        };
    }

    @Test
    void every_kind_of_recording_is_replayed_here() {
        assertThat(GoldenFiles.all().stream().map(golden -> golden.text("kind")).collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "layer",
                        "activation",
                        "loss",
                        "metric",
                        "optimizer",
                        "network",
                        "regularizer",
                        "constraint",
                        "initializer",
                        "initial",
                        "dropout",
                        "policy"));
    }

    @Test
    void only_networks_that_keras_cannot_train_in_16_bits_lack_a_yardstick_there() {
        assertThat(Stream.of("network", "layer", "activation")
                        .flatMap(GoldenFiles::ofKind)
                        .filter(golden -> !recorded(golden, Precision.ONEDNN_16))
                        .map(GoldenCase::toString))
                .containsExactlyInAnyOrder(
                        "networks/regularized/SGD,learning_rate=0.125/MeanSquaredError",
                        "networks/regularized/Adam,learning_rate=0.015625/MeanSquaredError");
    }
}
