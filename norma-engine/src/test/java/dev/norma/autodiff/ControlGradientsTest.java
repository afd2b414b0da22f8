package dev.norma.autodiff;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.cast;
import static dev.norma.ops.Ops.cond;
import static dev.norma.ops.Ops.condAll;
import static dev.norma.ops.Ops.exp;
import static dev.norma.ops.Ops.greater;
import static dev.norma.ops.Ops.matMul;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.scan;
import static dev.norma.ops.Ops.sin;
import static dev.norma.ops.Ops.sum;
import static dev.norma.ops.Ops.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Scan;
import dev.norma.graph.Value;
import dev.norma.ops.Carried;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlGradientsTest {
    private final Draws draws = new Draws(9);

    @Test
    void of_a_choice_are_those_of_the_branch_that_runs() {
        for (int holds : new int[] {0, 1}) {
            Tensor predicate = Draws.bools(Shape.SCALAR, holds);
            Tensor[] inputs = {predicate, draws.any(2, 3), draws.any(3)};
            Differences.of(ControlGradientsTest::choice, inputs).check();
            Differences.of(x -> chosenGradient(x), inputs).check();
        }
    }

    private static Value choice(List<Value> x) {
        return cond(x.get(0), () -> multiply(sin(x.get(1)), x.get(2)), () -> multiply(x.get(1), x.get(1)));
    }

    private static Value chosenGradient(List<Value> x) {
        Value y = choice(x);
        List<Value> gradients = Gradients.of(sum(multiply(y, y)), x.subList(1, 3));
        return add(gradients.get(0), gradients.get(1));
    }

    @Test
    void of_a_choice_with_several_results_reach_those_that_are_used() {
        for (int holds : new int[] {0, 1}) {
            Differences.of(
                            x -> condAll(
                                            x.get(0),
                                            () -> List.of(cast(x.get(1), DType.INT32), exp(x.get(1)), x.get(1)),
                                            () -> List.of(cast(x.get(1), DType.INT32), x.get(1), sin(x.get(1))))
                                    .get(1),
                            Draws.bools(Shape.SCALAR, holds),
                            draws.any(2, 3))
                    .check();
        }
    }

    @Test
    void of_nested_choices_are_those_of_the_branch_that_runs() {
        Differences.of(
                        x -> cond(
                                x.get(0),
                                () -> cond(greater(sum(x.get(1)), 0), () -> sin(x.get(1)), () -> exp(x.get(1))),
                                () -> x.get(1)),
                        Draws.bools(Shape.SCALAR, 1),
                        draws.between(0.1, 1, 2, 3))
                .check();
    }

    /** A recurrence in which everything takes part: two carries, two sequences, a captured matrix, results. */
    private static Carried<Value> recurrence(List<Value> x, boolean reverse) {
        return scan(
                (carries, slices) -> {
                    Value state = tanh(add(matMul(carries.get(0), x.get(4)), slices.get(0)));
                    Value count = add(carries.get(1), 1);
                    Value total = add(multiply(carries.get(2), slices.get(1)), sum(state));
                    return new Carried<>(List.of(state, count, total), List.of(multiply(state, total), slices.get(1)));
                },
                List.of(x.get(0), x.get(5), x.get(1)),
                List.of(x.get(2), x.get(3)),
                reverse);
    }

    private Tensor[] recurrenceInputs() {
        return new Tensor[] {
            draws.any(2, 3), draws.any(), draws.any(4, 2, 3), draws.any(4), draws.any(3, 3), Draws.ints(Shape.SCALAR, 0)
        };
    }

    @Test
    void of_a_scan_are_the_slopes_by_carries_sequences_and_captured_values() {
        for (boolean reverse : new boolean[] {false, true}) {
            Differences.of(x -> recurrence(x, reverse).carries().get(0), recurrenceInputs())
                    .check();
            Differences.of(x -> recurrence(x, reverse).carries().get(2), recurrenceInputs())
                    .check();
            Differences.of(x -> recurrence(x, reverse).ys().get(0), recurrenceInputs())
                    .check();
            Differences.of(
                            x -> {
                                Carried<Value> all = recurrence(x, reverse);
                                return add(
                                        sum(all.ys().get(0)),
                                        multiply(
                                                sum(all.carries().get(0)),
                                                all.carries().get(2)));
                            },
                            recurrenceInputs())
                    .check();
        }
    }

    @Test
    void of_the_gradients_of_a_scan_are_the_slopes() {
        Differences.of(
                        x -> {
                            Value y = recurrence(x, false).ys().getFirst();
                            List<Value> gradients = Gradients.of(sum(multiply(y, y)), x.subList(0, 5));
                            Value total = gradients.get(1);
                            for (int i : new int[] {0, 2, 3, 4}) {
                                total = add(total, sum(sin(multiply(gradients.get(i), 0.1))));
                            }
                            return total;
                        },
                        recurrenceInputs())
                .check();
    }

    @Test
    void of_the_history_of_carries_are_the_slopes() {
        Differences.of(
                        x -> {
                            Value carry = Leaf.value("carry", x.get(0).type(), null);
                            Value slice = Leaf.value("slice", x.get(0).type(), null);
                            Graph body = new Graph(List.of(carry, slice), List.of(multiply(sin(carry), slice)));
                            Scan scan = new Scan(body, List.of(x.get(0)), List.of(x.get(1)), List.of(), false);
                            List<Value> results = Node.of(scan).results();
                            return add(multiply(results.get(1), results.get(1)), results.get(0));
                        },
                        draws.any(3),
                        draws.any(4, 3))
                .check();
    }

    @Test
    void of_a_scan_over_nothing_pass_the_carry_through() {
        List<Tensor> gradients = Run.gradients(
                x -> recurrence(x, false).carries().get(0),
                draws.any(2, 3),
                draws.any(),
                draws.any(0, 2, 3),
                draws.any(0),
                draws.any(3, 3),
                Draws.ints(Shape.SCALAR, 0));

        assertThat(gradients.get(0).toDoubles()).containsOnly(1);
        assertThat(gradients.get(2).shape()).isEqualTo(Shape.of(0, 2, 3));
        assertThat(gradients.get(4).toDoubles()).containsOnly(0);
    }

    @Test
    void of_a_scan_in_a_scan_are_the_slopes() {
        Differences.of(
                        x -> scan(
                                        (outer, rows) -> new Carried<>(
                                                scan(
                                                                (inner, cells) -> new Carried<>(
                                                                        List.of(sin(add(
                                                                                multiply(inner.getFirst(), x.get(2)),
                                                                                multiply(
                                                                                        cells.getFirst(),
                                                                                        outer.getFirst())))),
                                                                        List.of()),
                                                                outer,
                                                                rows,
                                                                true)
                                                        .carries(),
                                                List.of()),
                                        List.of(x.get(0)),
                                        List.of(x.get(1)),
                                        false)
                                .carries()
                                .getFirst(),
                        draws.any(),
                        draws.any(3, 2),
                        draws.any())
                .check();
    }

    @Test
    void of_a_choice_in_a_scan_are_the_slopes() {
        Differences.of(
                        x -> scan(
                                        (carries, slices) -> {
                                            Value next = cond(
                                                    greater(slices.getFirst(), 0),
                                                    () -> multiply(carries.getFirst(), slices.getFirst()),
                                                    () -> add(carries.getFirst(), x.get(2)));
                                            return new Carried<>(List.of(next), List.of(next));
                                        },
                                        List.of(x.get(0)),
                                        List.of(x.get(1)),
                                        false)
                                .ys()
                                .getFirst(),
                        draws.any(2),
                        draws.awayFromZero(5),
                        draws.any(2))
                .exceptUnknown()
                .check();
    }

    @Test
    void of_a_fused_operation_are_those_of_its_body() {
        Differences.of(
                        x -> {
                            Value a = Leaf.value("a", x.get(0).type(), null);
                            Value b = Leaf.value("b", x.get(1).type(), null);
                            Graph body = new Graph(List.of(a, b), List.of(multiply(sin(a), b), exp(a)));
                            List<Value> results =
                                    Node.of(new Fused("test", body, x)).results();
                            return add(results.get(0), results.get(1));
                        },
                        draws.any(2, 3),
                        draws.any(3))
                .check();
    }
}
