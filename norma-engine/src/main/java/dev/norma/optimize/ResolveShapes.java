package dev.norma.optimize;

import dev.norma.graph.Graph;
import java.util.List;

/**
 * Once sizes are known, makes them attributes: no activation is kept alive for its shape. Where a size is unknown yet,
 * its operation stays.
 */
public final class ResolveShapes implements Pass {
    private static final List<Rule> RULES = List.of(new KnownShapes(), new KnownSumTo(), new ForgetNumbers());

    @Override
    public Graph apply(Graph graph) {
        return Rewriter.rewrite(graph, RULES, false);
    }
}
