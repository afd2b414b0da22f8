package dev.norma.tensor;

/**
 * What operations take: a {@link Tensor}, which holds numbers, or a value of a graph, which will. One signature,
 * {@code static <T extends Operand<T>> T add(T a, T b)}, serves both.
 *
 * @param <T> the operand's own type
 */
public interface Operand<T extends Operand<T>> {
    /** Element type and shape; a tensor's is always fully known. */
    TensorType type();

    /** The number as a scalar operand of the same kind and element type. */
    T constant(double value);

    /** The shape, some sizes of which may be unknown. */
    default Shape shape() {
        return type().shape();
    }

    /** The type of the elements. */
    default DType dtype() {
        return type().dtype();
    }
}
