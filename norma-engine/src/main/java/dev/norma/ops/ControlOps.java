package dev.norma.ops;

import dev.norma.graph.Body;
import dev.norma.graph.Cond;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Operand;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Choices and loops whose course numbers decide. */
abstract sealed class ControlOps extends NeuralOps permits Ops {
    /**
     * What one of two functions gives, as a boolean scalar says.
     *
     * <p>On values both functions are called once, to be drawn; when numbers arrive only one of the drawings runs. Both
     * must give the same element types and shapes. They may use values from outside. On tensors only the function chosen
     * is called.
     *
     * @param predicate bool, a scalar
     */
    public static <T extends Operand<T>> T cond(T predicate, Supplier<T> then, Supplier<T> otherwise) {
        return condAll(predicate, () -> List.of(then.get()), () -> List.of(otherwise.get()))
                .getFirst();
    }

    /** {@link #cond} for functions that give several results. */
    @SuppressWarnings("unchecked")
    public static <T extends Operand<T>> List<T> condAll(
            T predicate, Supplier<List<T>> then, Supplier<List<T>> otherwise) {
        check(predicate);
        if (predicate instanceof Tensor tensor) {
            return (tensor.item() == 0 ? otherwise : then).get();
        }
        Value value = (Value) predicate;
        Body first = Body.branch("the first branch of cond", value, (Supplier<List<Value>>) (Supplier<?>) then);
        Body second = Body.branch("the second branch of cond", value, (Supplier<List<Value>>) (Supplier<?>) otherwise);
        Set<Value> all = new LinkedHashSet<>(first.captured());
        all.addAll(second.captured());
        List<Value> captured = List.copyOf(all);
        Cond cond = new Cond(value, first.over(captured), second.over(captured), captured);
        return (List<T>) Node.of(cond).results();
    }

    /**
     * Runs a function once for each position of the first axis of some sequences, handing carries on from run to run.
     *
     * <p>On values the function is called once, to be drawn; the length may be unknown. It may use values from outside:
     * what it computes from those alone is computed once. On tensors it is called for each position.
     *
     * @param body from the carries and one position of each sequence to the next carries, of the same types, and further
     *     results
     * @param initial the carries before the first run
     * @param sequences at least one, all of one length
     * @param reverse whether to begin at the last position; the stacked results lie as the sequences do
     */
    public static <T extends Operand<T>> Carried<T> scan(
            BiFunction<List<T>, List<T>, Carried<T>> body, List<T> initial, List<T> sequences, boolean reverse) {
        return Scanning.of(body, initial, sequences, reverse);
    }

    private static <T extends Operand<T>> void check(T predicate) {
        if (predicate.dtype() != DType.BOOL) {
            throw new DTypeException(
                    "cond does not take this predicate",
                    "bool",
                    predicate.type().toString(),
                    "compare it with something: ops.notEqual(x, 0)");
        }
        if (predicate.shape().rank() != 0) {
            throw new ShapeException(
                    "cond does not take this predicate",
                    "a scalar",
                    predicate.type().toString(),
                    "reduce it with ops.any or ops.all, or choose element by element with ops.where");
        }
    }
}
