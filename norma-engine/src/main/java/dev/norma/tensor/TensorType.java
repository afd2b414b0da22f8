package dev.norma.tensor;

/**
 * What is known of a tensor before its numbers are: element type and shape.
 *
 * @param dtype the type of the elements
 * @param shape the sizes, some of which may be unknown
 */
public record TensorType(DType dtype, Shape shape) {

    /** A type of this element type and these sizes ({@link Shape#UNKNOWN} where not known). */
    public static TensorType of(DType dtype, long... dims) {
        return new TensorType(dtype, Shape.of(dims));
    }

    /** How many axes there are. */
    public int rank() {
        return shape.rank();
    }

    /** The same element type with another shape. */
    public TensorType withShape(Shape other) {
        return new TensorType(dtype, other);
    }

    /** The same shape with another element type. */
    public TensorType withDType(DType other) {
        return new TensorType(other, shape);
    }

    /** Whether a tensor of the other type may stand where this type is expected. */
    public boolean accepts(TensorType other) {
        return dtype == other.dtype && shape.accepts(other.shape);
    }

    /** For example {@code float32[?, 10]}. */
    @Override
    public String toString() {
        return dtype.toString() + shape;
    }
}
