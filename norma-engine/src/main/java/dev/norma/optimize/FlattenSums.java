package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.SubGraphs;
import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds sums of sums at once.
 *
 * <pre>
 *   before   %3 = sum [%0, %1]
 *            %4 = sum [%3, %2]
 *   after    %4 = sum [%0, %1, %2]
 * </pre>
 *
 * <p>Only where the inner sum has no other use: else its additions would be done twice, and in a residual network once
 * more with each block.
 */
public final class FlattenSums implements Pass {
    @Override
    public Graph apply(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Sum || hasBodies(node))) {
            return graph;
        }
        Uses uses = new Uses(graph);
        return new Redraw() {
            @Override
            @Nullable
            List<Value> replace(Node node) {
                if (!(node.op() instanceof Sum(List<Value> terms))) {
                    return null;
                }
                List<Value> flat = new ArrayList<>();
                for (Value term : terms) {
                    boolean nested = uses.once(term) && get(term).op() instanceof Sum;
                    flat.addAll(nested ? ((Sum) get(term).op()).terms() : List.of(get(term)));
                }
                return flat.size() == terms.size() ? null : sameType(node, Draw.one(new Sum(flat)));
            }

            // a sum takes its type from a term of known sizes, of which there may be one more now
            private @Nullable List<Value> sameType(Node node, Value sum) {
                return sum.type().equals(node.results().getFirst().type()) ? List.of(sum) : null;
            }
        }.graph(graph, this::apply);
    }

    private static boolean hasBodies(Node node) {
        return !SubGraphs.of(node.op()).isEmpty();
    }
}
