package dev.norma.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Distribution;
import dev.norma.graph.Moments;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Random;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpCasesTest {
    private final Backend reference = Backends.named("reference");

    @Test
    void every_operation_has_a_case() {
        Set<Class<?>> tried = new HashSet<>();
        OpCases.all().forEach(one -> tried.add(one.op()));

        assertThat(tried).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    }

    @Test
    void no_two_cases_have_the_same_name() {
        Map<String, Integer> names = new HashMap<>();
        OpCases.all().forEach(one -> names.merge(one.name(), 1, Integer::sum));

        assertThat(names).allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }

    @Test
    void the_reference_gives_results_of_the_types_that_the_graph_promises() {
        for (OpCase one : OpCases.all()) {
            assertThat(one.run(reference).stream().map(Tensor::type))
                    .as(one.name())
                    .isEqualTo(one.program().graph().outputTypes());
        }
    }

    /** Inputs that bfloat16 holds are computed in double whatever the type, and results rounded once, at the end. */
    @Test
    void the_reference_computes_in_double_and_rounds_once() {
        Map<String, List<Tensor>> exact = new HashMap<>();
        List<OpCase> cases =
                OpCases.all().stream().filter(one -> !hasSeveralSteps(one)).toList();
        for (OpCase one : cases) {
            if (one.dtype() == DType.FLOAT64) {
                exact.put(one.name(), one.run(reference));
            }
        }
        int compared = 0;
        for (OpCase one : cases) {
            for (DType dtype : List.of(DType.FLOAT32, DType.BFLOAT16, DType.FLOAT16)) {
                List<Tensor> wanted = exact.get(one.name().replace(dtype + "[", "float64["));
                if (one.dtype() == dtype && wanted != null && wanted.getFirst().dtype() == DType.FLOAT64) {
                    List<Tensor> given = one.run(reference);
                    for (int i = 0; i < given.size(); i++) {
                        Tensor rounded = wanted.get(i).cast(given.get(i).dtype());
                        assertThat(given.get(i).toDoubles()).as(one.name()).isEqualTo(rounded.toDoubles());
                    }
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    /**
     * Bodies round at each of their nodes, and so does a gradient that draws its own operand. The divisor of selected moments is
     * a result, so that it is rounded before it divides, as in Keras.
     */
    private static boolean hasSeveralSteps(OpCase one) {
        Set<Node> nodes = new HashSet<>();
        one.program().graph().nodes().forEach(nodes::add);
        Op op = one.program().graph().outputs().getFirst().op();
        boolean bounded = op instanceof Random random && random.distribution() == Distribution.UNIFORM;
        boolean divides =
                op instanceof Moments moments && moments.weights() != null && moments.weighting() == Weighting.SELECTED;
        return bounded
                || divides
                || !op.operands().stream()
                        .map(Value::node)
                        .allMatch(node -> node.operands().isEmpty())
                || Arrays.stream(op.getClass().getRecordComponents())
                        .anyMatch(part -> part.getType() == dev.norma.graph.Graph.class);
    }
}
