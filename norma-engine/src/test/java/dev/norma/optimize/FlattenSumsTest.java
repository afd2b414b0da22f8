package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import org.junit.jupiter.api.Test;

class FlattenSumsTest {
    private static Graph graph(String... lines) {
        return GraphText.parse(
                "input %0 \"a\" : float32[3]\ninput %1 \"b\" : float32[3]\n" + String.join("\n", lines), null);
    }

    @Test
    void adds_sums_of_sums_at_once() {
        Graph flat = new FlattenSums()
                .apply(graph(
                        "%2 = sum [%0, %1] : float32[3]",
                        "%3 = sum [%1, %2] : float32[3]", "%4 = sum [%3, %0] : float32[3]", "output %4"));

        assertThat(GraphText.print(flat))
                .isEqualTo(GraphText.print(graph("%2 = sum [%1, %0, %1, %0] : float32[3]", "output %2")));
    }

    @Test
    void leaves_a_sum_that_is_used_elsewhere_too() {
        Graph graph = graph("%2 = sum [%0, %1] : float32[3]", "%3 = sum [%1, %2] : float32[3]", "output %3, %2");

        assertThat(new FlattenSums().apply(graph)).isSameAs(graph);
    }
}
