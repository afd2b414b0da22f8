package dev.norma.optimize;

import dev.norma.graph.Fill;
import dev.norma.graph.Transpose;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order of axes, and what operands and attributes were before it was applied: axis i of the result was axis {@code axes[i]}. */
record Permutation(List<Integer> axes) {
    Permutation {
        axes = List.copyOf(axes);
    }

    /** How the value was transposed; null if it was not. */
    static @Nullable Permutation of(Value value) {
        return value.op() instanceof Transpose(Value _, List<Integer> axes) ? new Permutation(axes) : null;
    }

    /** The value in the new order. */
    Value apply(Value value) {
        return Draw.transpose(value, axes);
    }

    /** The axis as it was before. */
    int before(int axis) {
        return axes.get(axis);
    }

    /** The axes as they were before, ascending. */
    List<Integer> before(List<Integer> some) {
        return some.stream().map(axes::get).sorted().toList();
    }

    /** What was given per axis, for the axes as they were before. */
    <T> List<T> perAxisBefore(List<T> attributes) {
        List<T> before = new ArrayList<>(attributes);
        for (int i = 0; i < axes.size(); i++) {
            before.set(axes.get(i), attributes.get(i));
        }
        return before;
    }

    /**
     * The value in the old order, if that costs no move: it was transposed so itself, is one number, or is longer than 1 along
     * one axis at most. Broadcasting operands get all axes, but for scalars. Null if it would cost a move.
     */
    @Nullable
    Value undo(Value value) {
        if (value.shape().rank() == 0) {
            return value;
        }
        if (value.op() instanceof Transpose(Value x, List<Integer> other) && other.equals(axes)) {
            return x;
        }
        if (value.shape().rank() > axes.size() || !value.shape().isStatic()) {
            return null;
        }
        Shape old = before(value.shape());
        if (value.fill() instanceof Double number) {
            return Draw.fill(number, ((Fill) value.op()).type().withShape(old));
        }
        long longer = Arrays.stream(old.toArray()).filter(dim -> dim != 1).count();
        return longer <= 1 ? Draw.reshape(value, old) : null;
    }

    /** The same where an operand may be absent; then the answer is the operand itself. */
    boolean canUndo(@Nullable Value value) {
        return value == null || undo(value) != null;
    }

    private Shape before(Shape shape) {
        List<Long> dims = new ArrayList<>(Collections.nCopies(axes.size() - shape.rank(), 1L));
        Arrays.stream(shape.toArray()).forEach(dims::add);
        return Shape.of(perAxisBefore(dims).stream().mapToLong(Long::longValue).toArray());
    }
}
