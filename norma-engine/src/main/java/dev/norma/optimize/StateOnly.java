package dev.norma.optimize;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Constant;
import dev.norma.graph.Copy;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Fill;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Reshape;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What depends on state and constants only: folded, cast or reordered weights. Split off, it runs again only when the
 * version of a parameter that it reads has changed.
 *
 * <p>Left in the main graph: what is an output and nothing else, since no other node would gain; what only looks at
 * state in another shape, since that is no work; and what repeats numbers, since copies would take more memory than time.
 */
public final class StateOnly {
    private StateOnly() {}

    /**
     * A graph in two parts.
     *
     * @param prologue from the state inputs, all of them in order, to what the main graph takes from it
     * @param main the graph's inputs followed by the prologue's results; the graph's outputs
     * @param reads which of the state inputs, from 0, the prologue's results depend on: if the versions of those parameters have
     *     not changed since it ran, its results still hold
     */
    public record Split(Graph prologue, Graph main, List<Integer> reads) {
        /** Keeps a copy of the list. */
        public Split {
            reads = List.copyOf(reads);
        }
    }

    /**
     * Splits a graph.
     *
     * @param state how many of the last inputs are state that changes seldom
     */
    public static Split split(Graph graph, int state) {
        List<Value> inputs = graph.inputs();
        List<Value> stateInputs = inputs.subList(inputs.size() - state, inputs.size());
        Set<Value> fixed = of(graph, stateInputs);
        Set<Value> taken = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (!fixed.contains(node.results().getFirst())) {
                node.operands().stream()
                        .filter(operand -> fixed.contains(operand) && isWork(operand))
                        .forEach(taken::add);
            }
        }
        Graph prologue = new Graph(stateInputs, List.copyOf(taken));
        Copy copy = new Copy();
        List<Value> all = new ArrayList<>(inputs);
        for (Value value : taken) {
            Leaf like =
                    stateInputs.isEmpty() ? null : (Leaf) stateInputs.getFirst().op();
            Value prepared = value.node()
                    .origin()
                    .draw(() -> Leaf.value("prepared" + all.size(), value.type(), like == null ? null : like.world()));
            all.add(prepared);
            copy.replace(value, prepared);
        }
        Graph main = taken.isEmpty() ? graph : new Graph(all, copy.of(graph.outputs()));
        Set<Node> read = Collections.newSetFromMap(new IdentityHashMap<>());
        read.addAll(prologue.nodes());
        List<Integer> reads = IntStream.range(0, state)
                .filter(i -> read.contains(stateInputs.get(i).node()))
                .boxed()
                .toList();
        return new Split(prologue, main, reads);
    }

    /** The values that depend on these inputs and constants only, those themselves included. */
    static Set<Value> of(Graph graph, List<Value> state) {
        Set<Value> fixed = Collections.newSetFromMap(new IdentityHashMap<>());
        fixed.addAll(state);
        for (Node node : graph.nodes()) {
            Op op = node.op();
            boolean repeats = op instanceof BroadcastTo || op instanceof BroadcastLike;
            if (!(op instanceof Leaf) && !repeats && fixed.containsAll(op.operands())) {
                fixed.addAll(node.results());
            }
        }
        return fixed;
    }

    /** Whether it takes more than looking at a leaf or a constant in another shape. */
    private static boolean isWork(Value value) {
        return switch (value.op()) {
            case Leaf _, Constant _, Fill _ -> false;
            case Reshape(Value x, var _) -> isWork(x);
            case ExpandDims(Value x, var _) -> isWork(x);
            case Squeeze(Value x, var _) -> isWork(x);
            default -> true;
        };
    }
}
