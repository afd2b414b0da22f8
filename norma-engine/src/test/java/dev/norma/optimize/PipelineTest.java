package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Leaf;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private final Graph graph = GraphText.parse("""
            input %0 "x" : float32[3]
            %1 = identity %0 : float32[3]
            %2 = exp %1 : float32[3]
            output %2
            """, null);

    @Test
    void prints_what_a_pass_changes() {
        List<String> printed = new ArrayList<>();
        Pipeline.standard().printing("Simplify", printed::add).apply(graph);

        assertThat(printed).containsExactly("""
                        before Simplify:
                        input %0 "x" : float32[3]
                        %1 = identity %0 : float32[3]
                        %2 = exp %1 : float32[3]
                        output %2
                        after Simplify:
                        input %0 "x" : float32[3]
                        %1 = exp %0 : float32[3]
                        output %1
                        """);
        printed.clear();
        Pipeline.standard().printing("all", printed::add).apply(graph);
        assertThat(printed).hasSize(1);
    }

    @Test
    void leaves_out_passes_by_name() {
        assertThat(Pipeline.standard().without("Simplify").apply(graph)).isSameAs(graph);
        assertThat(Pipeline.standard().without("Simplify").names())
                .doesNotContain("Simplify")
                .contains("ResolveShapes");
        assertThatThrownBy(() -> Pipeline.empty().then(List.of(new Simplify())).without("Complicate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                        there is no pass of this name
                          expected: one of [Simplify]
                          given:    "Complicate"
                          fix:      use one of the names above""");
    }

    @Test
    void says_which_pass_broke_the_graph() {
        Pass careless = new Pass() {
            @Override
            public String name() {
                return "Careless";
            }

            @Override
            public Graph apply(Graph before) {
                return new Graph(before.inputs(), List.of(Leaf.value("lost", TensorType.of(DType.FLOAT32), null)));
            }
        };

        assertThatThrownBy(() ->
                        Pipeline.empty().then(List.of(new Simplify(), careless)).apply(graph))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("after the pass Careless: Leaf uses a leaf that is no input");
    }

    @Test
    void refuses_rules_that_do_not_end_or_change_types() {
        Rule grow = value ->
                value.op() instanceof Leaf ? null : Draw.binary(dev.norma.graph.Operator.ADD, value, value.constant(0));
        assertThatThrownBy(() -> new Rewrite("Grow", List.of(grow)).apply(graph))
                .hasMessageContaining("rules do not come to an end");
        Rule widen = value -> value.op() instanceof Leaf ? null : value.constant(0);
        assertThatThrownBy(() -> new Rewrite("Widen", List.of(widen)).apply(graph))
                .hasMessageContaining("changes a type");
    }
}
