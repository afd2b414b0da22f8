package dev.norma.optimize;

import dev.norma.graph.Graph;
import java.util.List;

/** A pass that applies rules until none applies any more. */
public final class Rewrite implements Pass {
    private final String name;
    private final List<Rule> rules;

    /**
     * A pass of rules.
     *
     * @param rules the first that applies to a value rewrites it
     */
    public Rewrite(String name, List<Rule> rules) {
        this.name = name;
        this.rules = List.copyOf(rules);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewriter.rewrite(graph, rules, false);
    }
}
