package dev.norma.backend.onednn;

import static dev.norma.backend.onednn.Sameness.NATIVE;
import static dev.norma.backend.onednn.Sameness.REFERENCE;
import static dev.norma.backend.onednn.Sameness.TEAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.norma.backend.onednn.Networks.Step;
import dev.norma.backend.onednn.program.NativeProgram;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingStepTest {
    static Stream<Arguments> steps() {
        return Stream.of(DType.FLOAT32, DType.BFLOAT16)
                .flatMap(type -> Stream.of(
                        Arguments.of("MLP", type, (Supplier<Step>) () -> Networks.mlp(32, type)),
                        Arguments.of("MNIST CNN", type, (Supplier<Step>) () -> Networks.mnist(8, type)),
                        Arguments.of("ResNet-20", type, (Supplier<Step>) () -> Networks.resnet20(4, type))));
    }

    private static NativeProgram compiled(Step step) {
        return (NativeProgram) new Launcher(step.program(), NATIVE).executable(step.feeds());
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("steps")
    void needs_no_help_from_the_interpreter(String name, DType type, Supplier<Step> step) {
        assertThat(compiled(step.get()).fallbacks()).isEmpty();
    }

    /** A layout changes only where weights go into a convolution, forward and backward, and where their gradients come out. */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("steps")
    void changes_the_layout_of_weights_only(String name, DType type, Supplier<Step> supplier) {
        Step step = supplier.get();
        List<String> reordered = compiled(step).plan().reorders();
        long kernels = step.parameters().stream()
                .filter(parameter ->
                        parameter.name().equals("kernel") && parameter.shape().rank() == 4)
                .count();
        assertThat(reordered).hasSizeLessThanOrEqualTo((int) (3 * kernels));
        List<String> shapes = step.parameters().stream()
                .filter(parameter -> parameter.name().equals("kernel"))
                .map(parameter -> parameter.shape().toString())
                .toList();
        assertThat(shapes).containsAll(reordered);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("steps")
    void loses_as_the_interpreter_does(String name, DType type, Supplier<Step> supplier) {
        Step ours = supplier.get();
        Step team = supplier.get();
        Step theirs = supplier.get();
        Launcher launcher = new Launcher(ours.program(), NATIVE);
        Launcher together = new Launcher(team.program(), TEAM);
        Launcher reference = new Launcher(theirs.program(), REFERENCE);
        int rounds = name.equals("ResNet-20") ? 1 : 3;
        double tolerance = type == DType.FLOAT32 ? 1e-4 : 3e-2;
        for (int round = 0; round < rounds; round++) {
            double loss = launcher.run(ours.feeds()).getFirst().item();
            double expected = reference.run(theirs.feeds()).getFirst().item();
            double shared = together.run(team.feeds()).getFirst().item();
            assertThat(loss).as("round %d", round).isCloseTo(expected, within(tolerance * Math.abs(expected)));
            assertThat(shared)
                    .as("round %d on the engine's threads", round)
                    .isCloseTo(expected, within(tolerance * Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gives_the_same_numbers_each_time(boolean together) {
        double[] first = losses(5, together);
        assertThat(losses(5, together)).isEqualTo(first);
        assertThat(first[4]).isLessThan(first[0]);
    }

    private static double[] losses(int count, boolean together) {
        Step step = Networks.mnist(16, DType.FLOAT32);
        Launcher launcher = new Launcher(step.program(), together ? TEAM : NATIVE);
        double[] losses = new double[count];
        for (int i = 0; i < count; i++) {
            losses[i] = launcher.run(step.feeds()).getFirst().item();
        }
        return losses;
    }

    @Test
    void writes_nothing_when_a_number_is_not_finite_and_names_where() {
        Step step = Networks.mlp(4, DType.FLOAT32);
        Launcher launcher = new Launcher(step.program(), NATIVE);
        launcher.run(step.feeds());
        List<Tensor> before = step.parameters().stream().map(Parameter::value).toList();
        float[] broken = step.feeds().getFirst().toFloats();
        broken[5] = Float.NaN;
        List<Tensor> feeds = List.of(
                Tensor.of(step.feeds().getFirst().shape(), broken), step.feeds().getLast());
        assertThatThrownBy(() -> launcher.run(feeds))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("is not finite")
                .hasMessageContaining("input \"x\" is not finite before the run");
        for (int i = 0; i < before.size(); i++) {
            assertThat(step.parameters().get(i).value().toFloats())
                    .isEqualTo(before.get(i).toFloats());
        }
        assertThat(launcher.run(step.feeds()).getFirst().item()).isFinite();
    }
}
