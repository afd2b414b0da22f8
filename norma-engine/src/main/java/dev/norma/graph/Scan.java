package dev.norma.graph;

import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A body run once for each position of the first axis of its sequences, handing carries on from run to run.
 *
 * <pre>
 *   body     (carries..., one position of each sequence..., captured...) -> (carries..., ys...)
 *   results  last carries..., ys stacked..., carries before each run stacked...
 * </pre>
 *
 * @param initial the carries before the first run
 * @param sequences what is scanned, along axis 0; all of one length
 * @param captured what each run sees alike
 * @param reverse whether to begin at the last position; ys and the history lie as the sequences do
 */
public record Scan(Graph body, List<Value> initial, List<Value> sequences, List<Value> captured, boolean reverse)
        implements Op {
    /** Keeps copies of its parts. */
    public Scan {
        initial = List.copyOf(initial);
        sequences = List.copyOf(sequences);
        captured = List.copyOf(captured);
    }

    @Override
    public List<Value> operands() {
        return Stream.of(initial, sequences, captured).flatMap(List::stream).toList();
    }

    /** How many results of the body are not carries. */
    public int ys() {
        return body.outputs().size() - initial.size();
    }

    /** The number of runs, {@link Shape#UNKNOWN} until sizes are bound. */
    public long length() {
        return sequences.getFirst().shape().dimOrUnknown(0);
    }

    @Override
    public List<TensorType> inferTypes() {
        if (sequences.isEmpty()) {
            throw new ShapeException(
                    "scan needs something to scan", "at least one sequence", "none", "scan over ops.arange(length)");
        }
        List<TensorType> out = body.outputTypes();
        for (int i = 0; i < initial.size(); i++) {
            if (!initial.get(i).type().accepts(out.get(i))) {
                throw new ShapeException(
                        "the body of scan must give back carries of the type it takes",
                        "carry %d of %s".formatted(i, initial.get(i).type()),
                        out.get(i).toString(),
                        "cast or reshape the carry at the end of the body");
            }
        }
        List<TensorType> types = new ArrayList<>();
        initial.forEach(carry -> types.add(carry.type()));
        out.subList(initial.size(), out.size()).forEach(y -> types.add(stacked(y)));
        initial.forEach(carry -> types.add(stacked(carry.type())));
        return types;
    }

    private TensorType stacked(TensorType one) {
        return one.withShape(one.shape().inserted(0, length()));
    }

    @Override
    public Scan map(UnaryOperator<Value> to) {
        List<Value> carries = initial.stream().map(to).toList();
        List<Value> scanned = sequences.stream().map(to).toList();
        List<Value> outside = captured.stream().map(to).toList();
        List<TensorType> types = new ArrayList<>(Bodies.types(carries));
        scanned.forEach(
                sequence -> types.add(sequence.type().withShape(sequence.shape().without(0))));
        types.addAll(Bodies.types(outside));
        return new Scan(Bodies.bind(body, types), carries, scanned, outside, reverse);
    }
}
