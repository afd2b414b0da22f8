package dev.norma.runtime;

import dev.norma.graph.Graph;
import dev.norma.optimize.SizeCheck;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * What a trace drew: a graph, what is fed to it, the state it reads and the state it writes. State is explicit: (feeds,
 * scalars, state) to (results, new state); no operation assigns.
 *
 * @param graph inputs: feeds, then scalars (float32), then state; outputs: results, then the new values of {@code updated}
 * @param feeds how many inputs are feeds
 * @param scalars where the numbers come from that change from run to run
 * @param state the parameters read, in the order of the last inputs
 * @param resultNames what the results are called in errors; the first outputs are the results
 * @param updated the parameters written, in the order of the last outputs
 * @param checks what is demanded of sizes that are unknown yet
 * @param guarded whether results and new state must be finite; if one is not, the run throws and writes nothing
 */
public record Program(
        Graph graph,
        int feeds,
        List<DoubleSupplier> scalars,
        List<Parameter> state,
        List<String> resultNames,
        List<Parameter> updated,
        List<SizeCheck> checks,
        boolean guarded) {
    /** Keeps copies of its parts. */
    public Program {
        scalars = List.copyOf(scalars);
        state = List.copyOf(state);
        resultNames = List.copyOf(resultNames);
        updated = List.copyOf(updated);
        checks = List.copyOf(checks);
    }

    /** A program that demands nothing of sizes and has no names for its results but their numbers. */
    public Program(
            Graph graph,
            int feeds,
            List<DoubleSupplier> scalars,
            List<Parameter> state,
            int results,
            List<Parameter> updated,
            boolean guarded) {
        this(graph, feeds, scalars, state, numbered(results), updated, List.of(), guarded);
    }

    /** The same program over another graph with inputs and outputs in the same order. */
    public Program withGraph(Graph other) {
        return new Program(other, feeds, scalars, state, resultNames, updated, checks, guarded);
    }

    /** {@code result 0}, {@code result 1} and so on. */
    static List<String> numbered(int results) {
        return IntStream.range(0, results).mapToObj(i -> "result " + i).toList();
    }

    /** How many outputs are results. */
    public int results() {
        return resultNames.size();
    }

    /** What the outputs are called in errors: the results, then the new values. */
    public List<String> outputNames() {
        List<String> names = new ArrayList<>(resultNames);
        updated.forEach(parameter -> names.add("the new value of \"%s\"".formatted(parameter.name())));
        return names;
    }

    /** The types of the feeds, sizes may be unknown. */
    public List<TensorType> feedTypes() {
        return graph.inputTypes().subList(0, feeds);
    }
}
