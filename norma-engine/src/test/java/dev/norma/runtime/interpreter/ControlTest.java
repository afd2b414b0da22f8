package dev.norma.runtime.interpreter;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.multiply;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Cond;
import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Scan;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final TensorType SCALAR = TensorType.of(DType.FLOAT32);

    private static Graph sum() {
        Value a = Leaf.value("a", SCALAR, null);
        Value b = Leaf.value("b", SCALAR, null);
        return new Graph(List.of(a, b), List.of(add(a, b)));
    }

    private static Graph product() {
        Value a = Leaf.value("a", SCALAR, null);
        Value b = Leaf.value("b", SCALAR, null);
        return new Graph(List.of(a, b), List.of(multiply(a, b)));
    }

    @Test
    void one_branch_runs() {
        for (boolean holds : new boolean[] {true, false}) {
            Tensor result = Evaluated.one(
                    v -> new Cond(v.get(0), sum(), product(), v.subList(1, 3)),
                    Tensor.of(new boolean[] {holds}).reshape(),
                    Tensor.scalar(3),
                    Tensor.scalar(4));

            assertThat(result.item()).isEqualTo(holds ? 7 : 12);
        }
    }

    @Test
    void fused_operations_mean_their_body() {
        Tensor result = Evaluated.one(v -> new Fused("anything", sum(), v), Tensor.scalar(3), Tensor.scalar(4));

        assertThat(result.item()).isEqualTo(7);
    }

    /** The carry is multiplied by a captured number, then the entry is added; the ys are the entries times ten. */
    private static List<Tensor> scan(boolean reverse, float... entries) {
        Value carry = Leaf.value("carry", SCALAR, null);
        Value entry = Leaf.value("entry", SCALAR, null);
        Value factor = Leaf.value("factor", SCALAR, null);
        Graph body = new Graph(
                List.of(carry, entry, factor), List.of(add(multiply(carry, factor), entry), multiply(entry, 10)));
        return Evaluated.all(
                v -> new Scan(body, v.subList(0, 1), v.subList(1, 2), v.subList(2, 3), reverse),
                Tensor.scalar(1),
                Tensor.of(entries),
                Tensor.scalar(2));
    }

    @Test
    void a_scan_hands_its_carry_on_and_remembers_what_it_was_before_each_turn() {
        List<Tensor> results = scan(false, 1, 2, 3);

        assertThat(results.get(0).item()).isEqualTo(((1 * 2 + 1) * 2 + 2) * 2 + 3);
        assertThat(results.get(1).toFloats()).containsExactly(10, 20, 30);
        assertThat(results.get(2).toFloats()).containsExactly(1, 3, 8);
    }

    @Test
    void a_reversed_scan_begins_at_the_end_and_leaves_its_results_where_the_entries_lie() {
        List<Tensor> results = scan(true, 1, 2, 3);

        assertThat(results.get(0).item()).isEqualTo(((1 * 2 + 3) * 2 + 2) * 2 + 1);
        assertThat(results.get(1).toFloats()).containsExactly(10, 20, 30);
        assertThat(results.get(2).toFloats()).containsExactly(12, 5, 1);
    }

    @Test
    void a_scan_over_nothing_gives_its_carry_back() {
        List<Tensor> results = scan(false);

        assertThat(results.get(0).item()).isEqualTo(1);
        assertThat(results.get(1).size()).isZero();
    }
}
