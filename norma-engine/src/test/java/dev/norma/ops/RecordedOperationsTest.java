package dev.norma.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Value;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.Recorded;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each function gives what Keras' function of that name gives in float64. */
class RecordedOperationsTest {
    private static final Map<String, Tensor> RECORDED = Recorded.tensors("operations.npz");

    @ParameterizedTest
    @MethodSource("names")
    void gives_what_keras_gives(String name) {
        List<Tensor> results = new RecordedOperations<Tensor>().call(name).of(operands(name));
        compare(name, results);
    }

    @ParameterizedTest
    @MethodSource("names")
    void gives_the_same_in_a_graph(String name) {
        List<Tensor> operands = operands(name);
        List<Value> leaves = new ArrayList<>();
        for (Tensor operand : operands) {
            leaves.add(Leaf.value("x" + leaves.size(), operand.type(), null));
        }
        List<Value> results = new RecordedOperations<Value>().call(name).of(leaves);
        Program program = new Program(
                new Graph(leaves, results), leaves.size(), List.of(), List.of(), results.size(), List.of(), false);
        List<Tensor> numbers = new Launcher(program).run(operands);
        assertThat(results.stream().map(Value::type).toList())
                .isEqualTo(numbers.stream().map(Tensor::type).toList());
        compare(name, numbers);
    }

    static Stream<String> names() {
        return caseNames().stream();
    }

    @Test
    void calls_each_recorded_case() {
        assertThat(new TreeSet<>(new RecordedOperations<Tensor>().calls().keySet()))
                .isEqualTo(caseNames());
    }

    private static Set<String> caseNames() {
        Set<String> names = new TreeSet<>();
        RECORDED.keySet().forEach(key -> names.add(key.substring(0, key.lastIndexOf('/'))));
        return names;
    }

    private static List<Tensor> operands(String name) {
        return numbered(name + "/");
    }

    private static List<Tensor> numbered(String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; RECORDED.containsKey(prefix + i); i++) {
            tensors.add(RECORDED.get(prefix + i));
        }
        return tensors;
    }

    private static void compare(String name, List<Tensor> results) {
        List<Tensor> expected = numbered(name + "/=");
        assertThat(results).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < results.size(); i++) {
            near(results.get(i), expected.get(i));
        }
    }

    private static void near(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        for (double value : expected.toDoubles()) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        double allowed = actual.dtype().isFloat() ? 1e-12 * Math.min(largest, 1e6) : 0;
        for (int i = 0; i < actual.size(); i++) {
            double a = actual.getFlat(i);
            double b = expected.getFlat(i);
            boolean near =
                    Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= Math.max(allowed, 1e-12 * Math.abs(b));
            assertThat(near).as("element %d is %s, expected %s", i, a, b).isTrue();
        }
    }
}
