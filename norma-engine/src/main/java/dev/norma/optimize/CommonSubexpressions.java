package dev.norma.optimize;

import dev.norma.graph.Graph;
import java.util.List;

/**
 * Computes equal things once.
 *
 * <pre>
 *   before   %2 = exp %0      %3 = exp %0
 *   after    %2 = exp %0      for both
 * </pre>
 *
 * <p>Operations are equal if their records are: same operands, same attributes. Random numbers too, since they depend on
 * those alone. Constants are equal if they hold one tensor; leaves never are.
 */
public final class CommonSubexpressions implements Pass {
    @Override
    public Graph apply(Graph graph) {
        return Rewriter.rewrite(graph, List.of(), true);
    }
}
