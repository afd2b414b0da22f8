package dev.norma.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.conformance.RandomGraphs;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifierTest {
    private static final TensorType PAIR = TensorType.of(DType.FLOAT32, 2);

    private final World world = new World("a test");
    private final Value x = Leaf.value("x", PAIR, world);

    @Test
    void accepts_what_holds_together() {
        for (long seed = 0; seed < 50; seed++) {
            Graph graph = RandomGraphs.runnable(seed);

            assertThatCode(() -> Verifier.verify(graph)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    @Test
    void names_a_leaf_that_is_no_input_and_who_uses_it() {
        Value y = Leaf.value("y", PAIR, world);
        Value sum = new Origin("head/add").draw(() -> one(new Binary(Operator.ADD, x, y)));

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(x), List.of(sum))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        Binary of head/add uses a leaf that is no input
                          expected: the graph's inputs ["x"]
                          given:    "y" float32[2]
                          fix:      list "y" among the inputs""");
    }

    @Test
    void says_that_a_value_of_a_body_is_used_outside() {
        Value inner = Leaf.value("inner", PAIR, null);
        Value hidden = one(new Unary(Elementwise.EXP, inner));
        Value fused = one(new Fused("test", new Graph(List.of(inner), List.of(hidden)), List.of(x)));
        Value leak = new Origin("cell").draw(() -> one(new Binary(Operator.ADD, fused, hidden)));

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(x), List.of(leak))))
                .hasMessage("""
                        Unary uses a value of a body outside of it
                          expected: the graph's inputs ["x"], and what hangs on them
                          given:    a value that hangs on "inner" float32[2], an input of a body
                          fix:      make it a result of the body""");
    }

    @Test
    void says_that_a_body_uses_a_value_from_outside() {
        Value outside = one(new Unary(Elementwise.EXP, x));
        Value inner = Leaf.value("inner", PAIR, null);
        Value mixed = new Origin("cell").draw(() -> one(new Binary(Operator.ADD, inner, outside)));
        Value scanned = one(new Fused("test", new Graph(List.of(inner), List.of(mixed)), List.of(outside)));

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(x), List.of(scanned))))
                .hasMessage("""
                        Binary of cell inside a body uses a value from outside
                          expected: the body's inputs ["inner"]
                          given:    a value that hangs on "x" float32[2]
                          fix:      capture it: give it as an operand, and use the body's input in its place""");
    }

    @Test
    void lets_a_body_use_a_constant_from_outside() {
        Value constant = one(new Constant(Tensor.of(1f, 2f)));
        Value inner = Leaf.value("inner", PAIR, null);
        Value sum = one(new Binary(Operator.ADD, inner, constant));
        Value fused = one(new Fused("test", new Graph(List.of(inner), List.of(sum)), List.of(x)));
        Value both = one(new Binary(Operator.ADD, fused, constant));

        Verifier.verify(new Graph(List.of(x), List.of(both)));
    }

    @Test
    void compares_bodies_with_what_they_are_given() {
        Value inner = Leaf.value("inner", TensorType.of(DType.FLOAT32, 3), null);
        Graph body = new Graph(List.of(inner), List.of(one(new Unary(Elementwise.EXP, inner))));
        Value fused = new Origin("cell").draw(() -> one(new Fused("test", body, List.of(x))));

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(x), List.of(fused))))
                .hasMessage("""
                        Fused of cell gives its body other operands than that takes
                          expected: 1 of types [float32[3]]
                          given:    1 of types [float32[2]]
                          fix:      list each value that the body uses among its inputs, in the operands' order""");
    }

    @Test
    void refuses_inputs_that_are_no_leaves_or_listed_twice() {
        Value y = one(new Unary(Elementwise.EXP, x));

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(y), List.of(y))))
                .hasMessageContaining("an input of a graph is no leaf");
        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(x, x), List.of(y))))
                .hasMessageContaining("a graph lists an input twice");
    }

    @Test
    void finds_a_call_that_is_left() {
        Value fed = Leaf.value("fed", PAIR, null);
        Value called = Node.of(
                        new Call(() -> "dense_1", new LinkedHashMap<>(Map.of("inputs", fed)), Map.of(), List.of(PAIR)))
                .results()
                .getFirst();

        assertThatThrownBy(() -> Verifier.verify(new Graph(List.of(fed), List.of(called))))
                .hasMessageContaining("the call of \"dense_1\" in an outline");
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }
}
