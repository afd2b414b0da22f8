package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import java.util.List;

/** One rule on a graph in text, with nothing beside it. */
final class RuleCase {
    private RuleCase() {}

    /** The rule makes the second graph of the first. */
    static void fires(Rule rule, String before, String after) {
        Graph given = GraphText.parse(before, null);
        Graph rewritten = Rewriter.rewrite(given, List.of(rule), false);

        assertThat(GraphText.print(rewritten)).isEqualTo(GraphText.print(GraphText.parse(after, null)));
    }

    /** The rule finds nothing in the graph. */
    static void stays(Rule rule, String graph) {
        Graph given = GraphText.parse(graph, null);

        assertThat(Rewriter.rewrite(given, List.of(rule), false)).isSameAs(given);
    }

    /** A graph of inputs x and y, written in lines as {@code %2 = exp %0}; its last line's value is the output. */
    static String graph(String x, String y, String... lines) {
        StringBuilder text = new StringBuilder("input %0 \"x\" : " + x + "\ninput %1 \"y\" : " + y + "\n");
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
