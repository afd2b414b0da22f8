package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of a graph lie in one block of memory while its nodes run in a given order. A value lives from the
 * node that computes it to the last that reads it, outputs to the end; operands of which only the shape is used
 * ({@link ShapeOperands}) are not read.
 */
public final class MemoryPlan {
    /** What a back end knows about values and nodes. */
    public interface Needs {
        /** The bytes of a value in the block; 0 for one that lies elsewhere, as inputs and constants do, or that is never stored. */
        long bytes(Value value);

        /** The operand that the result is, seen in another shape; null if it is none. It shares the operand's memory, and keeps it alive. */
        default @Nullable Value viewOf(Value result) {
            return null;
        }

        /** The operands whose memory the result may take over, the best first, if nobody reads them later and it is large enough. */
        default List<Value> mayOverwrite(Value result) {
            return List.of();
        }

        /** The bytes that a node needs while it runs, beyond its operands and results. */
        default long scratch(Node node) {
            return 0;
        }
    }

    private final List<ArenaPlan.Buffer> buffers = new ArrayList<>();
    private final Map<Value, Integer> bufferOf = new IdentityHashMap<>();
    private final Map<Value, Value> owners = new IdentityHashMap<>();
    private final Map<Node, Integer> scratches = new IdentityHashMap<>();
    private final ArenaPlan arena;

    /**
     * Plans a graph.
     *
     * @param order its nodes, operands before users, as {@link Graph#nodes} gives them or otherwise
     */
    public MemoryPlan(Graph graph, List<Node> order, Needs needs) {
        Map<Value, Integer> last = lastReads(graph, order, needs);
        List<long[]> spans = new ArrayList<>(); // bytes, first, last
        for (int step = 0; step < order.size(); step++) {
            Node node = order.get(step);
            Set<Integer> taken = new TreeSet<>();
            for (Value result : node.results()) {
                place(result, step, needs, last, spans, taken);
            }
            long scratch = needs.scratch(node);
            if (scratch > 0) {
                scratches.put(node, spans.size());
                spans.add(new long[] {scratch, step, step});
            }
        }
        spans.forEach(span -> buffers.add(new ArenaPlan.Buffer(span[0], (int) span[1], (int) span[2])));
        arena = ArenaPlan.of(buffers);
    }

    private void place(
            Value result, int step, Needs needs, Map<Value, Integer> last, List<long[]> spans, Set<Integer> taken) {
        Integer seen = bufferOf.get(owner(result));
        if (owner(result) != result) {
            if (seen != null) {
                bufferOf.put(result, seen);
            }
            return; // its operand's buffer lives as long as any view of it
        }
        long bytes = needs.bytes(result);
        if (bytes == 0) {
            return;
        }
        int until = last.getOrDefault(result, step);
        for (Value operand : needs.mayOverwrite(result)) {
            Integer buffer = bufferOf.get(operand);
            if (buffer != null && spans.get(buffer)[2] == step && spans.get(buffer)[0] >= bytes && taken.add(buffer)) {
                spans.get(buffer)[2] = until;
                bufferOf.put(result, buffer);
                return;
            }
        }
        bufferOf.put(result, spans.size());
        taken.add(spans.size());
        spans.add(new long[] {bytes, step, until});
    }

    /** The last step that reads each owner of memory, through any view; the number of steps for outputs. */
    private Map<Value, Integer> lastReads(Graph graph, List<Node> order, Needs needs) {
        Map<Value, Integer> last = new IdentityHashMap<>();
        Set<Value> computed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int step = 0; step < order.size(); step++) {
            Node node = order.get(step);
            for (Value operand : node.operands()) {
                if (!computed.contains(operand)) {
                    throw new Complaint(
                                    "this order of nodes cannot be run",
                                    "operands before their users",
                                    "step %d, %s, before its operand %s".formatted(step, node, operand),
                                    "give the order of Graph.nodes(), or another that keeps to it")
                            .asArgument();
                }
            }
            for (Value result : node.results()) {
                computed.add(result);
                Value seen = needs.viewOf(result);
                owners.put(result, seen == null ? result : owner(seen));
                last.merge(owner(result), step, Math::max);
            }
            for (Value operand : ShapeOperands.read(node.op())) {
                last.merge(owner(operand), step, Math::max);
            }
        }
        graph.outputs().forEach(output -> last.put(owner(output), order.size()));
        return last;
    }

    private Value owner(Value value) {
        return owners.getOrDefault(value, value);
    }

    /** Where the value begins in the block, in bytes; -1 for one that does not lie in it. */
    public long offset(Value value) {
        Integer buffer = bufferOf.get(value);
        return buffer == null ? -1 : arena.offset(buffer);
    }

    /** The value whose memory this one is seen in; itself if it is no view. A view of an input lies where the input does. */
    public Value memoryOf(Value value) {
        return owner(value);
    }

    /** Where the node's scratch begins in the block, in bytes; -1 if it needs none. */
    public long scratchOffset(Node node) {
        Integer buffer = scratches.get(node);
        return buffer == null ? -1 : arena.offset(buffer);
    }

    /** How large the block must be, in bytes. */
    public long bytes() {
        return arena.bytes();
    }

    /** The most that is needed at one time, in bytes: no placement of these buffers takes less. */
    public long peak() {
        return arena.peak();
    }
}
