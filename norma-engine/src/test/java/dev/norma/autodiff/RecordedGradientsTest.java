package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.ops.RecordedOperations;
import dev.norma.tensor.Recorded;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of each recorded function, formulas of several operations among them, over operands of the recorded shapes. */
class RecordedGradientsTest {
    private static final Map<String, Tensor> RECORDED = Recorded.tensors("operations.npz");

    /** Between the places where some function has a step or a kink: 0, 1/2, 0.7, 1, and those of opposite sign. */
    private static final double[][] SMOOTH = {{-0.45, -0.05}, {0.55, 0.65}, {0.75, 0.85}};

    private static final double[][] POSITIVE = {{0.15, 0.85}};
    private static final double[][] FAR_FROM_ZERO = {{0.55, 0.95}};

    /** Functions that want other operands. */
    private static final Map<String, double[][]> DOMAINS = Map.ofEntries(
            Map.entry("sqrt", POSITIVE),
            Map.entry("rsqrt", POSITIVE),
            Map.entry("log", POSITIVE),
            Map.entry("log2", POSITIVE),
            Map.entry("log10", POSITIVE),
            Map.entry("power", POSITIVE),
            Map.entry("unit_normalize", POSITIVE),
            Map.entry("divide", FAR_FROM_ZERO),
            Map.entry("true_divide", FAR_FROM_ZERO),
            Map.entry("reciprocal", FAR_FROM_ZERO),
            Map.entry("arccosh", new double[][] {{1.2, 2.5}}),
            Map.entry("batch_normalization", POSITIVE),
            Map.entry("batch_normalization_bare", POSITIVE),
            Map.entry("weighted_moments", POSITIVE),
            Map.entry("binary_crossentropy", POSITIVE),
            Map.entry("categorical_crossentropy", POSITIVE),
            Map.entry("categorical_crossentropy_axis", POSITIVE),
            Map.entry("categorical_crossentropy_edge", POSITIVE),
            Map.entry("sparse_categorical_crossentropy", POSITIVE),
            Map.entry("sparse_categorical_crossentropy_edge", POSITIVE));

    /** Steps or kinks lie too near each other; the operations that these are made of have tests of their own. */
    private static final Set<String> DENSE =
            Set.of("max_pool", "max_pool_same", "round_decimals", "floor_divide", "mod", "fmod", "fmax", "fmin");

    private static String family(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private static List<Tensor> recorded(String name) {
        List<Tensor> operands = new ArrayList<>();
        for (int i = 0; RECORDED.containsKey(name + "/" + i); i++) {
            operands.add(RECORDED.get(name + "/" + i));
        }
        return operands;
    }

    private static boolean isFloat(String key) {
        return RECORDED.get(key).dtype().isFloat();
    }

    /** Those with floats among their operands and results. */
    static Stream<String> names() {
        Set<String> names = new TreeSet<>();
        RECORDED.keySet().stream()
                .filter(key -> key.contains("/=") && isFloat(key))
                .map(RecordedGradientsTest::family)
                .filter(name -> recorded(name).stream()
                        .anyMatch(operand -> operand.dtype().isFloat()))
                .forEach(names::add);
        names.removeAll(DENSE);
        return names.stream();
    }

    /**
     * Those of which all operands are floats, but for windows, whose second derivatives nobody promises, and for vectors of length 1:
     * the test squares results, and those squares add up to a constant.
     */
    static Stream<String> twice() {
        return names().filter(name -> !name.contains("conv") && !name.contains("pool"))
                .filter(name -> !name.equals("unit_normalize"))
                .filter(name -> recorded(name).stream()
                        .allMatch(operand -> operand.dtype().isFloat()));
    }

    /** Checks the gradients of each result of a function, or their gradients. */
    private static void check(String name, BiFunction<Function<List<Value>, Value>, Tensor[], Differences> kind) {
        for (int i = 0; RECORDED.containsKey(name + "/=" + i); i++) {
            int result = i;
            kind.apply(x -> new RecordedOperations<Value>().call(name).of(x).get(result), operands(name))
                    .onlyKnown()
                    .check();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void are_the_slopes(String name) {
        check(name, Differences::of);
    }

    @ParameterizedTest
    @MethodSource("twice")
    void are_themselves_differentiable(String name) {
        check(name, Differences::ofGradients);
    }

    @Test
    void most_functions_have_them() {
        assertThat(names()).hasSizeGreaterThan(150);
        assertThat(twice()).hasSizeGreaterThan(120);
    }

    private static Tensor[] operands(String name) {
        Draws draws = new Draws(name.hashCode());
        double[][] domain = DOMAINS.getOrDefault(name, SMOOTH);
        return recorded(name).stream()
                .map(operand -> operand.dtype().isFloat()
                        ? draws.spread(domain, operand.shape().toArray())
                        : operand)
                .toArray(Tensor[]::new);
    }
}
