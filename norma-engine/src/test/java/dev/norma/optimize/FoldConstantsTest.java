package dev.norma.optimize;

import static dev.norma.optimize.RuleCase.fires;
import static dev.norma.optimize.RuleCase.graph;
import static dev.norma.optimize.RuleCase.stays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import org.junit.jupiter.api.Test;

class FoldConstantsTest {
    private static final String F = "float32[3]";

    private static String folded(String... lines) {
        Graph graph = GraphText.parse(graph(F, F, lines), null);
        String text = GraphText.print(new FoldConstants().apply(graph));
        return text.substring(text.indexOf("\n%") + 1);
    }

    @Test
    void moves_fills() {
        fires(
                new MoveFill(),
                graph(
                        F,
                        F,
                        "%2 = broadcastTo fill(2.0), shape=[3] : float32[3]",
                        "%3 = add %0, %2 : " + F,
                        "output %3"),
                graph(F, F, "%2 = add %0, fill(2.0, float32[3]) : " + F, "output %2"));
        fires(
                new MoveFill(),
                graph(F, F, "%2 = cast fill(0.1), to=bfloat16 : bfloat16[]", "output %2"),
                graph(F, F, "%2 = fill value=0.10009765625, type=bfloat16[] : bfloat16[]", "output %2"));
        fires(
                new MoveFill(),
                graph(
                        F,
                        F,
                        "%2 = concatenate [fill(1.0, float32[2]), fill(1.0, float32[3])], axis=0 : float32[5]",
                        "output %2"),
                graph(F, F, "%2 = fill value=1.0, type=float32[5] : float32[5]", "output %2"));
        stays(
                new MoveFill(),
                graph(
                        F,
                        F,
                        "%2 = concatenate [fill(1.0, float32[2]), fill(2.0, float32[3])], axis=0 : float32[5]",
                        "output %2"));
        stays(
                new MoveFill(),
                graph(F, F, "%2 = pad fill(1.0, float32[2]), low=[0], high=[1], value=0.0 : float32[3]", "output %2"));
        stays(new MoveFill(), graph(F, F, "%2 = broadcastTo %0, shape=[2, 3] : float32[2, 3]", "output %2"));
    }

    @Test
    void computes_fills_of_any_size() {
        assertThat(folded(
                        "%2 = multiply fill(2.0), fill(3.0, float32[1000, 1000]) : float32[1000, 1000]",
                        "%3 = sqrt fill(16.0) : float32[]", "output %2, %3"))
                .isEqualTo("""
                        %2 = fill value=6.0, type=float32[1000, 1000] : float32[1000, 1000]
                        %3 = fill value=4.0, type=float32[] : float32[]
                        output %2, %3
                        """);
    }

    @Test
    void computes_small_constants() {
        assertThat(folded(
                        "%2 = constant tensor=float32[2]{1.0, 4.0} : float32[2]",
                        "%3 = sqrt %2 : float32[2]", "%4 = concatenate [%3, %3], axis=0 : float32[4]", "output %4"))
                .isEqualTo("%2 = constant tensor=float32[4]{1.0, 2.0, 1.0, 2.0} : float32[4]\noutput %2\n");
        assertThat(folded(
                        "%2 = constant tensor=float32[2]{3.0, 3.0} : float32[2]",
                        "%3 = negate %2 : float32[2]", "output %3"))
                .isEqualTo("%2 = fill value=-3.0, type=float32[2] : float32[2]\noutput %2\n");
    }

    @Test
    void leaves_what_would_grow_and_what_depends_on_inputs() {
        String[] large = {
            "%2 = constant tensor=float32[2]{1.0, 4.0} : float32[2]",
            "%3 = broadcastTo %2, shape=[5000, 2] : float32[5000, 2]",
            "output %3"
        };
        assertThat(folded(large)).contains("broadcastTo");
        assertThat(folded("%2 = add %0, fill(1.0) : float32[3]", "output %2")).contains("add %0, fill(1.0)");
    }
}
