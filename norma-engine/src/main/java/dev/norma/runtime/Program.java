package dev.norma.runtime;

import dev.norma.graph.Graph;
import dev.norma.optimize.SizeCheck;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What a trace drew: a graph, what is fed to it, the state it reads and the state it writes. State is explicit: (feeds,
 * scalars, state) to (results, new state); no operation assigns.
 *
 * @param graph inputs: feeds, then scalars (float32), then state; outputs: results, then the new values of {@code updated}
 * @param feeds how many inputs are feeds
 * @param scalars where the numbers come from that change from run to run
 * @param state the parameters read, in the order of the last inputs
 * @param results how many outputs are results
 * @param updated the parameters written, in the order of the last outputs
 * @param checks what is demanded of sizes that are unknown yet
 * @param guarded whether results and new state must be finite; if one is not, the run throws and writes nothing
 */
public record Program(
        Graph graph,
        int feeds,
        List<DoubleSupplier> scalars,
        List<Parameter> state,
        int results,
        List<Parameter> updated,
        List<SizeCheck> checks,
        boolean guarded) {
    /** Keeps copies of its parts. */
    public Program {
        scalars = List.copyOf(scalars);
        state = List.copyOf(state);
        updated = List.copyOf(updated);
        checks = List.copyOf(checks);
    }

    /** A program that demands nothing of sizes. */
    public Program(
            Graph graph,
            int feeds,
            List<DoubleSupplier> scalars,
            List<Parameter> state,
            int results,
            List<Parameter> updated,
            boolean guarded) {
        this(graph, feeds, scalars, state, results, updated, List.of(), guarded);
    }

    /** The same program over another graph with inputs and outputs in the same order. */
    public Program withGraph(Graph other) {
        return new Program(other, feeds, scalars, state, results, updated, checks, guarded);
    }

    /** The types of the feeds, sizes may be unknown. */
    public List<TensorType> feedTypes() {
        return graph.inputTypes().subList(0, feeds);
    }
}
