package dev.norma.ops;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.cond;
import static dev.norma.ops.Ops.exp;
import static dev.norma.ops.Ops.greater;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.scan;
import static dev.norma.ops.Ops.sin;
import static dev.norma.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Cond;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Op;
import dev.norma.graph.Scan;
import dev.norma.graph.Value;
import dev.norma.graph.World;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ControlOpsTest {
    private final World world = new World("a test");
    private final Value x = leaf("x", 3);
    private final Value y = leaf("y", 3);
    private final Value sequence = leaf("sequence", -1, 3);

    private Value leaf(String name, long... dims) {
        return Leaf.value(name, TensorType.of(DType.FLOAT32, dims), world);
    }

    private static <T extends Operand<T>> T larger(T a, T b) {
        return cond(greater(sum(a), sum(b)), () -> multiply(a, 10), () -> add(b, a));
    }

    @Test
    void cond_runs_the_branch_that_the_predicate_says_on_tensors_and_in_a_program() {
        Trace trace = new Trace("a test");
        Value a = trace.feed("a", TensorType.of(DType.FLOAT32, -1));
        Value b = trace.feed("b", TensorType.of(DType.FLOAT32, -1));
        Launcher launcher = new Launcher(trace.finish(List.of(larger(a, b)), false), Backends.named("reference"));
        Tensor one = Tensor.of(1f, 2f);
        Tensor four = Tensor.of(4f, 5f);

        assertThat(larger(one, four).toFloats()).containsExactly(5, 7);
        assertThat(larger(four, one).toFloats()).containsExactly(40, 50);
        assertThat(launcher.run(List.of(one, four)).getFirst().toFloats()).containsExactly(5, 7);
        assertThat(launcher.run(List.of(four, one)).getFirst().toFloats()).containsExactly(40, 50);
    }

    /** The running sum of a times the positions, and each sum's square. */
    private static <T extends Operand<T>> Carried<T> sums(T a, T initial, T positions, boolean reverse) {
        return scan(
                (carries, slices) -> {
                    T next = add(carries.getFirst(), multiply(a, slices.getFirst()));
                    return new Carried<>(List.of(next), List.of(multiply(next, next)));
                },
                List.of(initial),
                List.of(positions),
                reverse);
    }

    @Test
    void scan_hands_carries_on_and_stacks_results_on_tensors_and_in_a_program() {
        Trace trace = new Trace("a test");
        List<Value> feeds = List.of(
                trace.feed("a", TensorType.of(DType.FLOAT32)),
                trace.feed("initial", TensorType.of(DType.FLOAT32, 2)),
                trace.feed("positions", TensorType.of(DType.FLOAT32, -1, 2)));
        List<Value> results = new ArrayList<>();
        for (boolean reverse : new boolean[] {false, true}) {
            Carried<Value> drawn = sums(feeds.get(0), feeds.get(1), feeds.get(2), reverse);
            results.addAll(drawn.carries());
            results.addAll(drawn.ys());
        }
        Launcher launcher = new Launcher(trace.finish(results, false), Backends.named("reference"));
        List<Tensor> given =
                List.of(Tensor.scalar(2), Tensor.of(0f, 1f), Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}));

        List<Tensor> run = launcher.run(given);
        Carried<Tensor> forwards = sums(given.get(0), given.get(1), given.get(2), false);
        Carried<Tensor> backwards = sums(given.get(0), given.get(1), given.get(2), true);

        assertThat(forwards.carries().getFirst().toFloats()).containsExactly(18, 25);
        assertThat(forwards.ys().getFirst().toFloats()).containsExactly(4, 25, 64, 169, 324, 625);
        assertThat(backwards.ys().getFirst().toFloats()).containsExactly(324, 625, 256, 441, 100, 169);
        assertThat(run.get(0).toFloats())
                .isEqualTo(forwards.carries().getFirst().toFloats());
        assertThat(run.get(1).toFloats()).isEqualTo(forwards.ys().getFirst().toFloats());
        assertThat(run.get(2).toFloats())
                .isEqualTo(backwards.carries().getFirst().toFloats());
        assertThat(run.get(3).toFloats()).isEqualTo(backwards.ys().getFirst().toFloats());
    }

    @Test
    void scan_over_nothing_gives_the_initial_carries_and_empty_results() {
        Carried<Tensor> nothing = sums(Tensor.scalar(2), Tensor.of(0f, 1f), Tensor.zeros(0, 2), false);

        assertThat(nothing.carries().getFirst().toFloats()).containsExactly(0, 1);
        assertThat(nothing.ys().getFirst().shape()).isEqualTo(Shape.of(0, 2));
    }

    @Test
    void a_branch_captures_what_it_uses_from_outside_and_nothing_else() {
        Value outside = exp(x);

        Value chosen = cond(greater(sum(x), 0), () -> sin(add(outside, y)), () -> multiply(outside, 2));

        Cond op = (Cond) chosen.op();
        assertThat(op.arguments()).containsExactlyInAnyOrder(outside, y);
        assertThat(names(op.then())).containsExactly("Leaf", "Leaf", "Binary", "Unary");
        assertThat(names(op.otherwise())).containsExactlyInAnyOrder("Leaf", "Fill", "Binary");
    }

    @Test
    void a_branch_may_give_back_a_value_from_outside_or_a_constant() {
        Value chosen = cond(greater(sum(x), 0), () -> x, () -> multiply(Ops.zerosLike(x), 1));

        assertThat(((Cond) chosen.op()).arguments()).containsExactly(x);
    }

    @Test
    void a_scan_computes_once_what_does_not_depend_on_its_run() {
        Carried<Value> scanned = scan(
                (carries, slices) ->
                        new Carried<>(List.of(add(carries.getFirst(), multiply(slices.getFirst(), exp(y)))), List.of()),
                List.of(x),
                List.of(sequence),
                false);

        Scan op = (Scan) scanned.carries().getFirst().op();
        assertThat(op.captured()).hasSize(1);
        assertThat(op.captured().getFirst().op().operands()).containsExactly(y);
        assertThat(names(op.body())).doesNotContain("Unary");
    }

    @Test
    void a_scan_in_a_branch_belongs_to_the_branch() {
        Value chosen = cond(
                greater(sum(x), 0),
                () -> scan(
                                (carries, slices) -> new Carried<>(
                                        List.of(add(carries.getFirst(), multiply(slices.getFirst(), exp(y)))),
                                        List.of()),
                                List.of(x),
                                List.of(sequence),
                                false)
                        .carries()
                        .getFirst(),
                () -> x);

        Cond op = (Cond) chosen.op();
        assertThat(op.arguments()).containsExactlyInAnyOrder(x, y, sequence);
        assertThat(names(op.then())).contains("Scan", "Unary");
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream()
                .map(node -> ((Op) node.source()).getClass().getSimpleName())
                .toList();
    }

    @Test
    void a_value_of_a_body_used_outside_is_refused() {
        List<Value> kept = new ArrayList<>();
        BiFunction<List<Value>, List<Value>, Carried<Value>> body = (carries, slices) -> {
            kept.add(sin(slices.getFirst()));
            return new Carried<>(carries, List.of());
        };
        scan(body, List.of(x), List.of(sequence), false);

        assertThatThrownBy(() -> add(kept.getFirst(), x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("""
                        a value of a body cannot be used outside of it
                          expected: what the body gives back, as it comes out of cond or scan
                          given:    a value drawn in the body of scan, which is finished
                          fix:      let the body return the value: a scan stacks it, a cond gives that of the branch that ran""");
    }

    @Test
    void a_value_of_one_branch_used_in_the_other_is_refused() {
        List<Value> kept = new ArrayList<>();

        assertThatThrownBy(() -> cond(
                        greater(sum(x), 0),
                        () -> {
                            kept.add(sin(x));
                            return x;
                        },
                        () -> add(kept.getFirst(), x)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a value drawn in the first branch of cond, which is finished");
    }

    @Test
    void values_of_two_drawings_do_not_mix_in_a_body() {
        Value stranger = Leaf.value("z", x.type(), new World("another test"));

        assertThatThrownBy(() -> cond(greater(sum(x), 0), () -> add(x, stranger), () -> x))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("values of two drawings cannot mix");
        assertThatThrownBy(() -> scan(
                        (carries, slices) -> new Carried<>(List.of(add(carries.getFirst(), stranger)), List.of()),
                        List.of(x),
                        List.of(sequence),
                        false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("values of two drawings cannot mix");
    }

    @Test
    void what_does_not_fit_is_refused() {
        assertThatThrownBy(() -> cond(sum(x), () -> x, () -> y))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("cond does not take this predicate\n  expected: bool");
        assertThatThrownBy(() -> cond(greater(x, 0), () -> x, () -> y))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("choose element by element with ops.where");
        assertThatThrownBy(() -> cond(greater(sum(x), 0), () -> x, () -> sum(x)))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("the two branches of cond must give the same");
        assertThatThrownBy(() ->
                        scan((carries, slices) -> new Carried<>(carries, List.of()), List.of(x), List.of(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("scan needs something to scan");
        assertThatThrownBy(() -> sums(Tensor.scalar(1), Tensor.of(1f, 2f, 3f), Tensor.zeros(2, 1, 3), false))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("the body of scan must give back carries of the types it takes");
        assertThatThrownBy(() -> sums(x, x, leaf("s", 4, 2, 3), false))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("the body of scan must give back carries of the types it takes");
        assertThatThrownBy(() -> scan(
                        (carries, slices) -> new Carried<>(carries, List.of()),
                        List.of(x),
                        List.of(leaf("s", 4, 2), leaf("t", 5, 2)),
                        false))
                .isInstanceOf(ShapeException.class)
                .hasMessageStartingWith("scan needs sequences of one length");
    }
}
