package dev.norma.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.conformance.RandomGraphs;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GraphTextTest {
    @Test
    void is_readable() {
        Value x = Leaf.value("x", TensorType.of(DType.FLOAT32, -1, 2), null);
        Value scaled = new Origin("dense")
                .draw(() -> Node.of(new Binary(Operator.MULTIPLY, x, x.constant(0.5)))
                        .results()
                        .getFirst());
        Value kernel = Node.of(new Constant(Tensor.of(new float[][] {{1, 0.1f}, {2, 3}})))
                .results()
                .getFirst();
        Value y = Node.of(new MatMul(scaled, kernel, false, true)).results().getFirst();
        List<Value> moments =
                Node.of(new Moments(y, List.of(0), null, Weighting.SELECTED)).results();

        assertThat(GraphText.print(new Graph(List.of(x), List.of(y, moments.get(1)))))
                .isEqualTo("""
                        input %0 "x" : float32[?, 2]
                        %1 = multiply %0, fill(0.5) : float32[?, 2] @ "dense"
                        %2 = constant tensor=float32[2, 2]{1.0, 0.1, 2.0, 3.0} : float32[2, 2]
                        %3 = matMul %1, %2, transposeLhs=false, transposeRhs=true : float32[?, 2]
                        %4, %5, %6 = moments %3, axes=[0], none, weighting=selected : float32[1, 2], float32[1, 2], float32[1, 2]
                        output %3, %5
                        """);
    }

    @Test
    void writes_a_fill_of_one_use_in_place() {
        Value x = Leaf.value("x", TensorType.of(DType.FLOAT64, 2), null);
        Value y =
                Node.of(new Binary(Operator.ADD, x, x.constant(-0.0))).results().getFirst();

        assertThat(GraphText.print(new Graph(List.of(x), List.of(y)))).contains("%1 = add %0, fill(-0.0, float64[])");
    }

    @Test
    void reads_back_what_it_wrote() {
        Set<Class<?>> met = new HashSet<>();
        for (long seed = 0; seed < 120; seed++) {
            Graph graph = RandomGraphs.any(seed);
            String text = GraphText.print(graph);
            Graph read = GraphText.parse(text, new World("read"));

            assertThat(GraphText.print(read)).as("seed %d", seed).isEqualTo(text);
            assertThat(difference(graph, read)).as("seed %d:%n%s", seed, text).isNull();
            graph.nodes().forEach(node -> met.add(node.op().getClass()));
        }
        assertThat(met).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
    }

    @Test
    void names_the_line_that_it_cannot_read() {
        assertThatThrownBy(() ->
                        GraphText.parse("input %0 \"x\" : float32[2]\n%1 = wobble %0 : float32[2]\noutput %1\n", null))
                .hasMessage("""
                        line 2 is no text of a graph
                          expected: an operation before this, not "wobble"
                          given:    " %0 : float32[2]"
                          fix:      write it as GraphText.print does""");
        assertThatThrownBy(() ->
                        GraphText.parse("input %0 \"x\" : float32[2]\n%1 = exp %0 : float32[3]\noutput %1\n", null))
                .hasMessageContaining("line 2 gives Unary other results than it has");
        assertThatThrownBy(() -> GraphText.parse("output %3", null)).hasMessageContaining("line 1");
    }

    /** Where two graphs differ, compared node by node without the text; null if nowhere. */
    static String difference(Graph a, Graph b) {
        List<Value> from = new ArrayList<>(a.inputs());
        List<Value> to = new ArrayList<>(b.inputs());
        if (!a.inputTypes().equals(b.inputTypes())) {
            return "inputs";
        }
        List<Node> left = a.nodes();
        List<Node> right = b.nodes();
        if (left.size() != right.size()) {
            return "%d nodes, not %d".formatted(right.size(), left.size());
        }
        for (int i = 0; i < left.size(); i++) {
            Node node = left.get(i);
            Node other = right.get(i);
            from.addAll(node.results());
            to.addAll(other.results());
            if (!node.origin().equals(other.origin())) {
                return other + " comes from " + other.origin();
            }
            Op op = node.op();
            Op same = other.op();
            if (op instanceof Constant(Tensor tensor) && same instanceof Constant(Tensor read)) {
                boolean equal = tensor.type().equals(read.type())
                        && (tensor.dtype() == DType.STRING
                                ? List.of(tensor.toStrings()).equals(List.of(read.toStrings()))
                                : tensor.segment().mismatch(read.segment()) < 0);
                if (!equal) {
                    return "constant " + tensor;
                }
                continue;
            }
            if (op instanceof Leaf(String name, TensorType type, var _) && same instanceof Leaf leaf) {
                if (!leaf.name().equals(name) || !leaf.type().equals(type)) {
                    return "leaf " + name;
                }
                continue;
            }
            List<Graph> bodies = SubGraphs.of(op);
            for (int k = 0; k < bodies.size(); k++) {
                String inside = difference(bodies.get(k), SubGraphs.of(same).get(k));
                if (inside != null) {
                    return inside;
                }
            }
            Iterator<Graph> read = SubGraphs.of(same).iterator();
            Op mapped = SubGraphs.map(op.map(operand -> to.get(indexOf(from, operand))), _ -> read.next());
            if (!mapped.equals(same)) {
                return "%s is %s".formatted(op, same);
            }
        }
        for (int i = 0; i < a.outputs().size(); i++) {
            if (to.get(indexOf(from, a.outputs().get(i))) != b.outputs().get(i)) {
                return "output " + i;
            }
        }
        return null;
    }

    private static int indexOf(List<Value> values, Value value) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == value) {
                return i;
            }
        }
        throw new IllegalStateException("unknown value " + value);
    }
}
