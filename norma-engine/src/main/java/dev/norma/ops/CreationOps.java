package dev.norma.ops;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.Constant;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;

/** Functions that make numbers of nothing, or of no more than a shape. */
abstract sealed class CreationOps extends IndexOps permits LinearOps {
    /** A number everywhere, in x's shape and element type. */
    public static <T extends Operand<T>> T fullLike(T x, double value) {
        number(x, value);
        return x.shape().isStatic()
                ? Emit.filled(x, x.type(), value)
                : Emit.one(x.constant(value), x, BroadcastLike::new);
    }

    /** Zeros in x's shape and element type. */
    public static <T extends Operand<T>> T zerosLike(T x) {
        return fullLike(x, 0);
    }

    /** Ones in x's shape and element type. */
    public static <T extends Operand<T>> T onesLike(T x) {
        return fullLike(x, 1);
    }

    /** Numbers that are known, as a value of any graph. */
    public static Value constant(Tensor numbers) {
        return Node.of(new Constant(numbers)).results().getFirst();
    }

    /** Numbers that are known, as an operand beside {@code like}: the tensor itself, or a value. */
    @SuppressWarnings("unchecked")
    public static <T extends Operand<T>> T constant(T like, Tensor numbers) {
        return like instanceof Tensor ? (T) numbers : (T) constant(numbers);
    }

    /** Zeros of float32. */
    public static Tensor zeros(long... dims) {
        return Tensor.zeros(dims);
    }

    /** Ones of float32. */
    public static Tensor ones(long... dims) {
        return Tensor.ones(dims);
    }

    /** A number everywhere. */
    public static Tensor full(TensorType type, double value) {
        return Tensor.fill(type, value);
    }

    /** The int32 numbers 0, 1, ..., stop - 1. */
    public static Tensor arange(int stop) {
        return Tensor.range(stop);
    }

    /** The int32 numbers start, start + step, ... on this side of {@code stop}, which is left out. */
    public static Tensor arange(int start, int stop, int step) {
        return Tensor.range(start, stop, step);
    }

    /** So many float32 numbers at equal distances from {@code start} to {@code stop}, both included. */
    public static Tensor linspace(double start, double stop, int count) {
        MemorySegment data = Elements.allocate(DType.FLOAT32, count);
        for (int i = 0; i < count; i++) {
            double at = i == count - 1 && i > 0 ? stop : start + i * ((stop - start) / Math.max(1, count - 1));
            Elements.set(data, DType.FLOAT32, i, at);
        }
        return Tensor.adopt(TensorType.of(DType.FLOAT32, count), data);
    }

    /** The identity matrix: float32 ones on the diagonal, zeros elsewhere. */
    public static Tensor eye(int size) {
        MemorySegment data = Elements.allocate(DType.FLOAT32, (long) size * size);
        for (long i = 0; i < size; i++) {
            Elements.set(data, DType.FLOAT32, i * size + i, 1);
        }
        return Tensor.adopt(TensorType.of(DType.FLOAT32, size, size), data);
    }
}
