package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.conformance.RandomGraphs;
import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Verifier;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateOnlyTest {
    private static Graph graph(String... lines) {
        return GraphText.parse("""
                input %0 "x" : float32[2, 3]
                input %1 "w" : float32[3, 4]
                input %2 "b" : float32[4]
                """ + String.join("\n", lines), null);
    }

    @Test
    void splits_off_what_depends_on_state_alone() {
        StateOnly.Split split = StateOnly.split(
                graph(
                        "%3 = exp %1 : float32[3, 4]",
                        "%4 = multiply %3, fill(2.0) : float32[3, 4]",
                        "%5 = matMul %0, %4, transposeLhs=false, transposeRhs=false : float32[2, 4]",
                        "%6 = add %5, %2 : float32[2, 4]",
                        "output %6"),
                2);

        assertThat(GraphText.print(split.prologue())).isEqualTo("""
                        input %0 "w" : float32[3, 4]
                        input %1 "b" : float32[4]
                        %2 = exp %0 : float32[3, 4]
                        %3 = multiply %2, fill(2.0) : float32[3, 4]
                        output %3
                        """);
        assertThat(GraphText.print(split.main())).isEqualTo("""
                        input %0 "x" : float32[2, 3]
                        input %1 "w" : float32[3, 4]
                        input %2 "b" : float32[4]
                        input %3 "prepared3" : float32[3, 4]
                        %4 = matMul %0, %3, transposeLhs=false, transposeRhs=false : float32[2, 4]
                        %5 = add %4, %2 : float32[2, 4]
                        output %5
                        """);
        assertThat(split.reads()).containsExactly(0);
    }

    @Test
    void leaves_views_and_repetitions_and_mere_outputs() {
        Graph graph = graph(
                "%3 = reshape %2, shape=[1, 4] : float32[1, 4]",
                "%4 = broadcastTo %2, shape=[2, 4] : float32[2, 4]",
                "%5 = matMul %0, %1, transposeLhs=false, transposeRhs=false : float32[2, 4]",
                "%6 = add %5, %3 : float32[2, 4]",
                "%7 = multiply %6, %4 : float32[2, 4]",
                "%8 = exp %2 : float32[4]",
                "output %7, %8");
        StateOnly.Split split = StateOnly.split(graph, 2);

        assertThat(split.main()).isSameAs(graph);
        assertThat(split.prologue().outputs()).isEmpty();
        assertThat(split.reads()).isEmpty();
    }

    @Test
    void takes_no_state_where_there_is_none() {
        Graph graph = graph(
                "%3 = exp %1 : float32[3, 4]",
                "%4 = matMul %0, %3, transposeLhs=false, transposeRhs=false : float32[2, 4]", "output %4");

        assertThat(StateOnly.split(graph, 0).main()).isSameAs(graph);
        assertThat(StateOnly.split(graph, 1).main()).isSameAs(graph); // b is the only state: w is a feed
    }

    @Test
    void computes_the_same_in_two_parts() {
        for (long seed = 0; seed < 60; seed++) {
            Graph graph = Runs.bound(RandomGraphs.runnable(seed));
            StateOnly.Split split = StateOnly.split(graph, 2);
            Verifier.verify(split.prologue());
            Verifier.verify(split.main());
            List<Tensor> inputs = Runs.numbers(graph, seed);
            List<Tensor> all = new ArrayList<>(inputs);
            all.addAll(Runs.run(split.prologue(), inputs.subList(2, 4)));
            List<Tensor> given = Runs.run(split.main(), all);
            List<Tensor> wanted = Runs.run(graph, inputs);

            for (int i = 0; i < wanted.size(); i++) {
                Runs.assertClose(wanted.get(i), given.get(i), 0, "seed %d, output %d".formatted(seed, i));
            }
        }
    }
}
