package dev.norma.ops;

import dev.norma.graph.Body;
import dev.norma.graph.Concatenate;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Scan;
import dev.norma.graph.Slice;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A scan: drawn on values, run on tensors. */
final class Scanning {
    private Scanning() {}

    @SuppressWarnings("unchecked")
    static <T extends Operand<T>> Carried<T> of(
            BiFunction<List<T>, List<T>, Carried<T>> body, List<T> initial, List<T> sequences, boolean reverse) {
        check(sequences);
        if (sequences.getFirst() instanceof Tensor) {
            return (Carried<T>) run(
                    (BiFunction<List<Tensor>, List<Tensor>, Carried<Tensor>>) (BiFunction<?, ?, ?>) body,
                    (List<Tensor>) initial,
                    (List<Tensor>) sequences,
                    reverse);
        }
        return (Carried<T>) draw(
                (BiFunction<List<Value>, List<Value>, Carried<Value>>) (BiFunction<?, ?, ?>) body,
                (List<Value>) initial,
                (List<Value>) sequences,
                reverse);
    }

    private static Carried<Value> draw(
            BiFunction<List<Value>, List<Value>, Carried<Value>> body,
            List<Value> initial,
            List<Value> sequences,
            boolean reverse) {
        List<Leaf> leaves = new ArrayList<>();
        for (Value carry : initial) {
            leaves.add(new Leaf("carry" + leaves.size(), carry.type(), null));
        }
        for (Value sequence : sequences) {
            leaves.add(new Leaf("slice" + (leaves.size() - initial.size()), slice(sequence.type()), null));
        }
        int carries = initial.size();
        List<Value> operands =
                Stream.concat(initial.stream(), sequences.stream()).toList();
        Body drawn = Body.loop("the body of scan", leaves, operands, inputs -> {
            Carried<Value> given = body.apply(inputs.subList(0, carries), inputs.subList(carries, inputs.size()));
            checkCarries(initial, given.carries());
            List<Value> outputs = new ArrayList<>(given.carries());
            outputs.addAll(given.ys());
            return outputs;
        });
        List<Value> captured = drawn.captured();
        Scan scan = new Scan(drawn.over(captured), initial, sequences, captured, reverse);
        List<Value> results = Node.of(scan).results();
        return new Carried<>(results.subList(0, carries), results.subList(carries, carries + scan.ys()));
    }

    private static Carried<Tensor> run(
            BiFunction<List<Tensor>, List<Tensor>, Carried<Tensor>> body,
            List<Tensor> initial,
            List<Tensor> sequences,
            boolean reverse) {
        long length = sequences.getFirst().shape().dim(0);
        List<Tensor> carries = initial;
        List<List<Tensor>> ys = new ArrayList<>();
        for (long i = 0; i < length; i++) {
            long position = reverse ? length - 1 - i : i;
            Carried<Tensor> given = body.apply(
                    carries, sequences.stream().map(s -> position(s, position)).toList());
            checkCarries(initial, given.carries());
            carries = given.carries();
            ys.add(given.ys());
        }
        if (length == 0) {
            return new Carried<>(initial, none(body, initial, sequences));
        }
        List<List<Tensor>> inOrder = reverse ? ys.reversed() : ys;
        List<Tensor> stacked = new ArrayList<>();
        for (int y = 0; y < ys.getFirst().size(); y++) {
            int which = y;
            stacked.add(stack(inOrder.stream().map(run -> run.get(which)).toList()));
        }
        return new Carried<>(carries, stacked);
    }

    /** The results of no run: the body is tried on zeros to learn their types. */
    private static List<Tensor> none(
            BiFunction<List<Tensor>, List<Tensor>, Carried<Tensor>> body,
            List<Tensor> initial,
            List<Tensor> sequences) {
        List<Tensor> zeros =
                sequences.stream().map(s -> Tensor.fill(slice(s.type()), 0)).toList();
        return body.apply(initial, zeros).ys().stream()
                .map(y -> Tensor.fill(y.type().withShape(y.shape().inserted(0, 0)), 0))
                .toList();
    }

    private static Tensor position(Tensor sequence, long position) {
        int rank = sequence.rank();
        List<Long> begin = new ArrayList<>(Collections.nCopies(rank, 0L));
        List<Long> end = new ArrayList<>(Collections.nCopies(rank, Slice.TO_END));
        begin.set(0, position);
        end.set(0, position + 1);
        Tensor one = Emit.one(sequence, x -> new Slice(x, begin, end, Collections.nCopies(rank, 1L)));
        return Emit.one(one, x -> new Squeeze(x, List.of(0)));
    }

    private static Tensor stack(List<Tensor> parts) {
        List<Tensor> expanded = parts.stream()
                .map(part -> Emit.one(part, x -> new ExpandDims(x, List.of(0))))
                .toList();
        return Emit.one(expanded, values -> new Concatenate(values, 0));
    }

    private static TensorType slice(TensorType sequence) {
        return sequence.withShape(sequence.shape().without(0));
    }

    private static void check(List<? extends Operand<?>> sequences) {
        if (sequences.isEmpty()) {
            throw new Complaint(
                            "scan needs something to scan",
                            "at least one sequence",
                            "none",
                            "scan over ops.arange(length)")
                    .asArgument();
        }
        TensorType first = sequences.getFirst().type();
        for (Operand<?> sequence : sequences) {
            if (sequence.shape().rank() == 0
                    || !first.shape().slice(0, 1).accepts(sequence.shape().slice(0, 1))) {
                throw new ShapeException(
                        "scan needs sequences of one length",
                        "%s positions on axis 0"
                                .formatted(
                                        first.shape().isKnown(0) ? first.shape().dim(0) : "equally many"),
                        "%s and %s".formatted(first, sequence.type()),
                        "cut or pad the sequences");
            }
        }
    }

    private static void checkCarries(List<? extends Operand<?>> initial, List<? extends Operand<?>> given) {
        List<TensorType> expected = types(initial);
        List<TensorType> types = types(given);
        boolean fits = expected.size() == types.size();
        for (int i = 0; fits && i < types.size(); i++) {
            fits = expected.get(i).accepts(types.get(i));
        }
        if (!fits) {
            throw new ShapeException(
                    "the body of scan must give back carries of the types it takes",
                    expected.toString(),
                    types.toString(),
                    "cast or reshape the carries at the end of the body");
        }
    }

    private static List<TensorType> types(List<? extends Operand<?>> operands) {
        List<TensorType> types = new ArrayList<>();
        operands.forEach(operand -> types.add(operand.type()));
        return types;
    }
}
