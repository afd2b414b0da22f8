package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.conformance.RandomGraphs;
import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Verifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassesTest {
    private static final int SEEDS = 25;

    static Stream<Pass> passes() {
        return Stream.of(
                new ResolveShapes(),
                new Simplify(),
                new FoldConstants(),
                new CommonSubexpressions(),
                new FlattenSums(),
                new CancelTransposes(),
                new FoldNormalization(2),
                new FuseNormalizeRelu(),
                new FuseNormalizationGradient(true),
                all());
    }

    private static Pass all() {
        return new Pass() {
            @Override
            public Graph apply(Graph graph) {
                return Pipeline.standard(2).apply(graph);
            }

            @Override
            public String toString() {
                return "all standard passes";
            }
        };
    }

    @ParameterizedTest
    @MethodSource("passes")
    void compute_the_same(Pass pass) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Graph graph = Runs.bound(RandomGraphs.runnable(seed));
            Graph rewritten = pass.apply(graph);
            Verifier.verify(rewritten);

            Runs.assertSame(graph, rewritten, seed, 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("passes")
    void compute_the_same_where_sizes_come_later(Pass pass) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Graph graph = RandomGraphs.runnable(seed);
            Graph rewritten = pass.apply(graph);
            Verifier.verify(rewritten);
            assertThat(rewritten.outputTypes()).isEqualTo(graph.outputTypes());

            Runs.assertSame(Runs.bound(graph), Runs.bound(rewritten), seed, 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("passes")
    void have_nothing_to_do_twice(Pass pass) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Graph once = pass.apply(Runs.bound(RandomGraphs.runnable(seed)));

            assertThat(GraphText.print(pass.apply(once))).as("seed %d", seed).isEqualTo(GraphText.print(once));
        }
    }

    @Test
    @Tag("slow")
    void compute_the_same_together_on_many_graphs() {
        for (long seed = SEEDS; seed < 1000; seed++) {
            Graph graph = RandomGraphs.runnable(seed);

            Runs.assertSame(Runs.bound(graph), Runs.bound(all().apply(graph)), seed, 1e-12);
            Runs.assertSame(Runs.bound(graph), all().apply(Runs.bound(graph)), seed, 1e-12);
        }
    }

    @Test
    void leave_graphs_alone_in_which_they_find_nothing() {
        Graph graph = GraphText.parse("""
                input %0 "x" : float32[3, 4]
                %1 = exp %0 : float32[3, 4]
                output %1
                """, null);

        for (Pass pass :
                List.of(new ResolveShapes(), new Simplify(), new FoldConstants(), new CommonSubexpressions())) {
            assertThat(pass.apply(graph)).isSameAs(graph);
        }
    }
}
