package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Constant;
import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonSubexpressionsTest {
    private final CommonSubexpressions pass = new CommonSubexpressions();

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }

    @Test
    void computes_equal_things_once() {
        Graph graph = GraphText.parse("""
                input %0 "x" : float32[3]
                input %1 "key" : int32[2]
                %2 = exp %0 : float32[3]
                %3 = exp %0 : float32[3]
                %4 = multiply %2, fill(2.0) : float32[3]
                %5 = multiply %3, fill(2.0) : float32[3]
                %6 = random distribution=normal, %1, stream=3, %4 : float32[3]
                %7 = random distribution=normal, %1, stream=3, %5 : float32[3]
                %8 = random distribution=normal, %1, stream=4, %5 : float32[3]
                output %6, %7, %8
                """, null);
        List<Value> outputs = pass.apply(graph).outputs();

        assertThat(outputs.get(0)).isSameAs(outputs.get(1)).isNotSameAs(outputs.get(2));
    }

    @Test
    void never_merges_leaves() {
        Value a = Leaf.value("same", TensorType.of(DType.FLOAT32), null);
        Value b = Leaf.value("same", TensorType.of(DType.FLOAT32), null);
        Graph graph = new Graph(List.of(a, b), List.of(a, b));

        assertThat(a.op()).isEqualTo(b.op());
        assertThat(pass.apply(graph)).isSameAs(graph);
    }

    @Test
    void merges_constants_of_one_tensor_only() {
        Tensor tensor = Tensor.of(1f, 2f);
        Value a = one(new Constant(tensor));
        Value same = one(new Constant(tensor));
        Value equal = one(new Constant(Tensor.of(1f, 2f)));
        List<Value> outputs =
                pass.apply(new Graph(List.of(), List.of(a, same, equal))).outputs();

        assertThat(outputs.get(0)).isSameAs(outputs.get(1)).isNotSameAs(outputs.get(2));
    }

    @Test
    void merges_all_results_of_a_node() {
        Graph graph = GraphText.parse("""
                input %0 "x" : float32[3, 4]
                %1, %2, %3 = moments %0, axes=[0], none, weighting=selected : float32[1, 4], float32[1, 4], float32[1, 4]
                %4, %5, %6 = moments %0, axes=[0], none, weighting=selected : float32[1, 4], float32[1, 4], float32[1, 4]
                %7 = add %1, %5 : float32[1, 4]
                output %7
                """, null);

        assertThat(pass.apply(graph).nodes()).hasSize(3);
    }
}
