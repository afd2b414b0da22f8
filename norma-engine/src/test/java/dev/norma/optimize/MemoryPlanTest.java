package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.conformance.RandomGraphs;
import dev.norma.graph.Binary;
import dev.norma.graph.Constant;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Fill;
import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Reshape;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    /** Inputs, constants and shapes lie elsewhere; reshapes are views; elementwise operations run in place. */
    private static final MemoryPlan.Needs NEEDS = new MemoryPlan.Needs() {
        @Override
        public long bytes(Value value) {
            return switch (value.op()) {
                case Leaf _, Constant _, Fill _ -> 0;
                default -> value.shape().size() * value.dtype().bytes();
            };
        }

        @Override
        public @Nullable Value viewOf(Value result) {
            return result.op() instanceof Reshape(Value x, var _) ? x : null;
        }

        @Override
        public List<Value> mayOverwrite(Value result) {
            return switch (result.op()) {
                case Unary unary -> List.of(unary.x());
                case Binary binary -> binary.operands();
                default -> List.of();
            };
        }

        @Override
        public long scratch(Node node) {
            return node.op() instanceof Unary ? 100 : 0;
        }
    };

    private static MemoryPlan plan(Graph graph) {
        return new MemoryPlan(graph, graph.nodes(), NEEDS);
    }

    private static Graph graph(String text) {
        return GraphText.parse(text, null);
    }

    @Test
    void runs_in_place_what_nobody_reads_later() {
        Graph graph = graph("""
                input %0 "x" : float32[16]
                %1 = moments %0, axes=[], none, weighting=selected : float32[16], float32[16], float32[16]
                output %1
                """.replace("%1 =", "%1, %2, %3 =")
                .replace("output %1", "%4 = exp %1 : float32[16]\n%5 = negate %4 : float32[16]\noutput %5"));
        List<Node> nodes = graph.nodes();
        Value mean = nodes.get(1).results().getFirst();
        Value exp = nodes.get(2).results().getFirst();
        Value negative = nodes.get(3).results().getFirst();
        MemoryPlan plan = plan(graph);

        assertThat(plan.offset(exp)).isEqualTo(plan.offset(mean)).isEqualTo(plan.offset(negative));
        assertThat(plan.offset(nodes.getFirst().results().getFirst())).isEqualTo(-1);
        assertThat(plan.scratchOffset(nodes.get(2)))
                .isNotEqualTo(plan.offset(exp))
                .isGreaterThanOrEqualTo(0);
        assertThat(plan.scratchOffset(nodes.get(1))).isEqualTo(-1);
    }

    @Test
    void keeps_what_is_read_later_or_is_an_output() {
        Graph graph = graph("""
                input %0 "x" : float32[16]
                %1 = exp %0 : float32[16]
                %2 = negate %1 : float32[16]
                %3 = add %2, %1 : float32[16]
                %4 = negate %3 : float32[16]
                output %4, %3
                """);
        List<Value> values =
                graph.nodes().stream().map(node -> node.results().getFirst()).toList();
        MemoryPlan plan = plan(graph);

        assertThat(plan.offset(values.get(2))).isNotEqualTo(plan.offset(values.get(1)));
        assertThat(plan.offset(values.get(3))).isEqualTo(plan.offset(values.get(2)));
        assertThat(plan.offset(values.get(4))).isNotEqualTo(plan.offset(values.get(3)));
    }

    @Test
    void keeps_memory_alive_through_its_views() {
        Graph graph = graph("""
                input %0 "x" : float32[16]
                %1 = exp %0 : float32[16]
                %2 = reshape %1, shape=[4, 4] : float32[4, 4]
                %3 = sin %0 : float32[16]
                %4 = add %3, fill(1.0) : float32[16]
                %5 = reduce kind=sum, %2, axes=[0, 1], keepDims=false : float32[]
                %6 = add %4, %5 : float32[16]
                output %2, %6
                """);
        List<Value> values =
                graph.nodes().stream().map(node -> node.results().getFirst()).toList();
        Value exp =
                values.stream().filter(v -> is(v, Elementwise.EXP)).findFirst().orElseThrow();
        Value view = values.stream()
                .filter(v -> v.op() instanceof Reshape)
                .findFirst()
                .orElseThrow();
        Value sin =
                values.stream().filter(v -> is(v, Elementwise.SIN)).findFirst().orElseThrow();
        MemoryPlan plan = plan(graph);

        assertThat(plan.memoryOf(view)).isSameAs(exp);
        assertThat(plan.offset(view)).isEqualTo(plan.offset(exp));
        assertThat(plan.offset(sin)).isNotEqualTo(plan.offset(exp));
    }

    private static boolean is(Value value, Elementwise function) {
        return value.op() instanceof Unary unary && unary.function() == function;
    }

    @Test
    void forgets_operands_of_which_only_the_shape_is_used() {
        Graph graph = graph("""
                input %0 "x" : float32[16]
                input %1 "y" : float32[1]
                %2 = add %0, fill(1.0) : float32[16]
                %3 = reduce kind=sum, %2, axes=[0], keepDims=true : float32[1]
                %4 = broadcastTo %3, shape=[16] : float32[16]
                %5 = broadcastLike %1, %2 : float32[16]
                %6 = add %4, %5 : float32[16]
                output %6
                """);

        assertThat(plan(graph).bytes()).isEqualTo(128); // 192 if %2 had to live until %5
    }

    @Test
    void refuses_an_order_that_cannot_run() {
        Graph graph = graph("input %0 \"x\" : float32[2]\n%1 = exp %0 : float32[2]\noutput %1\n");

        assertThatThrownBy(() -> new MemoryPlan(graph, graph.nodes().reversed(), NEEDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("operands before their users");
    }

    @Test
    void never_lets_a_value_be_overwritten_before_its_last_read() {
        long planned = 0;
        long separate = 0;
        for (long seed = 0; seed < 50; seed++) {
            Graph graph = Pipeline.standard().apply(Runs.bound(RandomGraphs.runnable(seed)));
            List<Node> order = graph.nodes();
            MemoryPlan plan = new MemoryPlan(graph, order, NEEDS);
            replay(seed, graph, order, plan);
            assertThat(plan.bytes()).as("seed %d", seed).isGreaterThanOrEqualTo(plan.peak());
            planned += plan.bytes();
            separate += order.stream()
                    .flatMap(node -> node.results().stream())
                    .filter(value -> NEEDS.viewOf(value) == null)
                    .mapToLong(NEEDS::bytes)
                    .sum();
        }
        assertThat(planned).isLessThan(separate);
    }

    /** Writes into each byte of the block which value it belongs to, and checks that at each read. */
    private static void replay(long seed, Graph graph, List<Node> order, MemoryPlan plan) {
        int[] block = new int[(int) plan.bytes()];
        Map<Value, Integer> marks = new IdentityHashMap<>();
        for (Node node : order) {
            for (Value operand : ShapeOperands.read(node.op())) {
                check(seed, block, marks, operand, plan);
            }
            long scratch = plan.scratchOffset(node);
            for (long k = 0; scratch >= 0 && k < NEEDS.scratch(node); k++) {
                block[(int) (scratch + k)] = -1;
            }
            List<Value> written = new ArrayList<>(node.results());
            written.removeIf(result -> plan.memoryOf(result) != result || plan.offset(result) < 0);
            for (Value result : written) {
                marks.put(result, marks.size() + 1);
                for (long k = 0; k < NEEDS.bytes(result); k++) {
                    block[(int) (plan.offset(result) + k)] = marks.get(result);
                }
            }
            written.forEach(result -> check(seed, block, marks, result, plan));
        }
        graph.outputs().forEach(output -> check(seed, block, marks, output, plan));
    }

    private static void check(long seed, int[] block, Map<Value, Integer> marks, Value value, MemoryPlan plan) {
        Value memory = plan.memoryOf(value);
        if (plan.offset(memory) < 0) {
            return;
        }
        for (long k = 0; k < NEEDS.bytes(memory); k++) {
            if (block[(int) (plan.offset(memory) + k)] != marks.get(memory)) {
                throw new AssertionError("seed %d: %s is overwritten at byte %d".formatted(seed, value, k));
            }
        }
    }
}
