package dev.norma.tensor;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in rows and columns of any rank, row-major, with one element type; or strings. Never changes once made, so
 * it may be shared between threads. Lives in heap memory and needs no {@code close()}.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(new float[][] {{0, 1}, {2, 3}});
 * x.get(1, 0)        // 2.0
 * x.reshape(4)       // prints [0. 1. 2. 3.]
 * }</pre>
 */
public final class Tensor implements Operand<Tensor> {
    private final TensorType type;
    private final long size;
    private final MemorySegment data;
    private final String @Nullable [] strings;

    private Tensor(TensorType type, MemorySegment data, String @Nullable [] strings) {
        this.type = type;
        this.size = type.shape().size();
        this.data = data;
        this.strings = strings;
    }

    // ---- made from Java's numbers

    /** The numbers of a Java array of any rank: of floats, doubles, integers of any size, booleans or strings. */
    public static Tensor of(Object array) {
        return JavaArrays.toTensor(array);
    }

    /** A vector of float32. */
    public static Tensor of(float... values) {
        return adopt(TensorType.of(DType.FLOAT32, values.length), MemorySegment.ofArray(values.clone()));
    }

    /** A vector of float64. */
    public static Tensor of(double... values) {
        return adopt(TensorType.of(DType.FLOAT64, values.length), MemorySegment.ofArray(values.clone()));
    }

    /** A vector of int32. */
    public static Tensor of(int... values) {
        return adopt(TensorType.of(DType.INT32, values.length), MemorySegment.ofArray(values.clone()));
    }

    /** A vector of strings. */
    public static Tensor of(String... values) {
        return new Tensor(
                TensorType.of(DType.STRING, values.length), MemorySegment.ofArray(new byte[0]), values.clone());
    }

    /** Strings in any shape, row-major. */
    public static Tensor ofStrings(Shape shape, String... values) {
        return of(values).reshape(shape);
    }

    /** A float32 scalar. */
    public static Tensor scalar(double value) {
        return fill(TensorType.of(DType.FLOAT32), value);
    }

    /** A float32 tensor of these sizes that holds these numbers, row-major. */
    public static Tensor of(Shape shape, float... values) {
        return of(values).reshape(shape);
    }

    /** The same number everywhere. */
    public static Tensor fill(TensorType type, double value) {
        MemorySegment data = Elements.allocate(type.dtype(), type.shape().size());
        Elements.fill(data, type.dtype(), value);
        return adopt(type, data);
    }

    /** Zeros of float32. */
    public static Tensor zeros(long... dims) {
        return fill(TensorType.of(DType.FLOAT32, dims), 0);
    }

    /** Ones of float32. */
    public static Tensor ones(long... dims) {
        return fill(TensorType.of(DType.FLOAT32, dims), 1);
    }

    /** The int32 numbers 0, 1, ..., end - 1. */
    public static Tensor range(int end) {
        return range(0, end, 1);
    }

    /** The int32 numbers start, start + step, ... on this side of {@code end}, which is left out. */
    public static Tensor range(int start, int end, int step) {
        if (step == 0) {
            throw new Complaint("range cannot make steps of 0", "a step other than 0", "0", "give another step")
                    .asArgument();
        }
        int count = Elements.heapLength(Math.max(0, Math.ceilDiv((long) end - start, (long) step)));
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = start + i * step;
        }
        return adopt(TensorType.of(DType.INT32, count), MemorySegment.ofArray(values));
    }

    /** Float32 numbers from a seed, evenly from 0 to 1; {@link Randomness} draws other kinds. */
    public static Tensor uniform(long seed, long... dims) {
        return new Randomness(seed).uniform(Shape.of(dims), 0, 1);
    }

    /** Float32 numbers from a seed, normally distributed with mean 0 and deviation 1; {@link Randomness} draws other kinds. */
    public static Tensor normal(long seed, long... dims) {
        return new Randomness(seed).normal(Shape.of(dims), 0, 1);
    }

    /**
     * A tensor that takes over this memory; for back ends and readers. The caller must not change it afterwards.
     *
     * @param data row-major elements in native byte order, exactly as many bytes as the type needs
     */
    public static Tensor adopt(TensorType type, MemorySegment data) {
        long bytes = Math.multiplyExact(type.shape().size(), (long) type.dtype().bytes());
        if (type.dtype() == DType.STRING || data.byteSize() != bytes) {
            throw new ShapeException(
                    "this memory does not hold a tensor of this type",
                    "%d bytes for %s".formatted(bytes, type),
                    "%d bytes".formatted(data.byteSize()),
                    "give the type that the memory holds");
        }
        return new Tensor(type, data.asReadOnly(), null);
    }

    /** A tensor that holds a copy of this memory, which may be native. */
    public static Tensor copyOf(TensorType type, MemorySegment data) {
        MemorySegment own = Elements.allocate(type.dtype(), type.shape().size());
        MemorySegment.copy(data, 0, own, 0, own.byteSize());
        return adopt(type, own);
    }

    // ---- what it is

    @Override
    public TensorType type() {
        return type;
    }

    /** How many axes there are. */
    public int rank() {
        return type.rank();
    }

    /** How many elements there are. */
    public long size() {
        return size;
    }

    @Override
    public Tensor constant(double value) {
        return fill(TensorType.of(type.dtype()), value);
    }

    // ---- its elements

    /**
     * One element as a double.
     *
     * @param index one position per axis; a negative one counts from the end
     */
    public double get(long... index) {
        return Elements.get(data, type.dtype(), offset(index));
    }

    /** One element of an integer tensor, exact also beyond 2^53. */
    public long getLong(long... index) {
        return longFlat(offset(index));
    }

    /** One element of a string tensor. */
    public String getString(long... index) {
        return strings()[(int) offset(index)];
    }

    /** Element number {@code i} in row-major order, as a double. */
    public double getFlat(long i) {
        if (i < 0 || i >= size) {
            throw Indices.outside(type.shape(), i);
        }
        return Elements.get(data, type.dtype(), i);
    }

    long longFlat(long i) {
        return type.dtype() == DType.INT64 ? data.getAtIndex(JAVA_LONG, i) : (long) getFlat(i);
    }

    String stringFlat(long i) {
        return strings()[(int) i];
    }

    /** The only element of a tensor of size 1. */
    public double item() {
        if (size != 1) {
            throw new ShapeException(
                    "item needs a tensor of one element",
                    "one element",
                    "%s, %d elements".formatted(type, size),
                    "use get(index) to choose one");
        }
        return getFlat(0);
    }

    /** All elements in row-major order as float32, whatever the element type. */
    public float[] toFloats() {
        float[] values = new float[Elements.heapLength(size)];
        Elements.convert(data, type.dtype(), MemorySegment.ofArray(values), DType.FLOAT32, size);
        return values;
    }

    /** All elements in row-major order as float64, whatever the element type. */
    public double[] toDoubles() {
        double[] values = new double[Elements.heapLength(size)];
        Elements.convert(data, type.dtype(), MemorySegment.ofArray(values), DType.FLOAT64, size);
        return values;
    }

    /** All elements in row-major order as int32, truncated. */
    public int[] toInts() {
        int[] values = new int[Elements.heapLength(size)];
        Elements.convert(data, type.dtype(), MemorySegment.ofArray(values), DType.INT32, size);
        return values;
    }

    /** All strings in row-major order. */
    public String[] toStrings() {
        return strings().clone();
    }

    /** The elements' memory, row-major, in native byte order, read-only: for back ends and writers. */
    public MemorySegment segment() {
        if (type.dtype() == DType.STRING) {
            throw Elements.notNumbers();
        }
        return data;
    }

    // ---- the same elements otherwise

    /** The same elements in another shape; one size may be {@link Shape#UNKNOWN} and follows from the others. */
    public Tensor reshape(long... dims) {
        return reshape(Shape.of(dims));
    }

    /** The same elements in another shape; one size may be {@link Shape#UNKNOWN} and follows from the others. */
    public Tensor reshape(Shape shape) {
        return new Tensor(type.withShape(Reshaping.resolve(type.shape(), shape)), data, strings);
    }

    /**
     * The elements in another type, converted as {@link DType#round} says. Strings are read as numbers; numbers become
     * strings with all their digits.
     *
     * @throws DTypeException if a string is no number
     */
    public Tensor cast(DType dtype) {
        if (dtype == type.dtype()) {
            return this;
        } else if (dtype == DType.STRING) {
            return ofStrings(type.shape(), Texts.of(this));
        } else if (strings != null) {
            return adopt(type.withDType(dtype), Texts.parse(this, dtype));
        }
        MemorySegment converted = Elements.allocate(dtype, size);
        Elements.convert(segment(), type.dtype(), converted, dtype, size);
        return adopt(type.withDType(dtype), converted);
    }

    /**
     * The same numbers in another type, where that holds all of them: {@link #cast} would wrap an int64 that does not fit into int32.
     *
     * @throws DTypeException if an element would become another number; the message names it
     */
    public Tensor castExactly(DType dtype) {
        Tensor converted = cast(dtype);
        if (converted == this || strings != null || converted.strings != null) {
            return converted;
        }
        for (long i = 0; i < size; i++) {
            if (longFlat(i) != converted.longFlat(i) || Double.compare(getFlat(i), converted.getFlat(i)) != 0) {
                throw new DTypeException(
                        "%s cannot hold all of these numbers".formatted(dtype),
                        "numbers that %s and %s both hold".formatted(type.dtype(), dtype),
                        "%s at index %s"
                                .formatted(ElementText.plainly(this, i), Arrays.toString(Indices.of(type.shape(), i))),
                        "correct the element, or choose another type");
            }
        }
        return converted;
    }

    /** The part from position {@code from} up to, not including, {@code to} of the first axis. */
    public Tensor rows(long from, long to) {
        long count = type.shape().dim(0);
        if (from < 0 || to < from || to > count) {
            throw new ShapeException(
                    "rows %d to %d are not in this tensor".formatted(from, to),
                    "0 <= from <= to <= " + count,
                    "from %d, to %d of %s".formatted(from, to, type),
                    "choose rows that exist");
        }
        TensorType part = type.withShape(type.shape().withDim(0, to - from));
        long row = count == 0 ? 0 : size / count;
        if (strings != null) {
            String[] some = Arrays.copyOfRange(strings, (int) (from * row), (int) (to * row));
            return new Tensor(part, data, some);
        }
        long bytes = row * type.dtype().bytes();
        MemorySegment own = Elements.allocate(type.dtype(), part.shape().size());
        MemorySegment.copy(data, from * bytes, own, 0, (to - from) * bytes);
        return adopt(part, own);
    }

    // ---- compared

    /**
     * Whether the other tensor has the same shape and each pair of elements is close: {@code |a - b| <= atol + rtol |b|},
     * or both are one infinity. NaN is close to nothing; strings are equal or not. Element types may differ.
     *
     * @param rtol tolerance as a share of the other's element, from 0
     * @param atol tolerance in any case, from 0
     */
    public boolean allClose(Tensor other, double rtol, double atol) {
        return difference(other, rtol, atol).isEmpty();
    }

    /** What is not close, in words: the first such element, how many there are and the worst; empty if all are. */
    public Optional<String> difference(Tensor expected, double rtol, double atol) {
        return new Closeness(this, expected, rtol, atol).difference();
    }

    /**
     * Whether the other tensor has the same element type, shape and elements, bit by bit: 0 is not -0, and a NaN is itself.
     * ({@code equals} compares identity.)
     */
    public boolean contentEquals(Tensor other) {
        return type.equals(other.type)
                && (strings == null ? data.mismatch(other.data) == -1 : Arrays.equals(strings, other.strings));
    }

    /**
     * The numbers as NumPy prints them: columns aligned, at most 8 digits after the point, rows below each other, and of
     * more than 1000 elements the first and last three along each axis.
     */
    @Override
    public String toString() {
        return Printer.print(this);
    }

    private String[] strings() {
        if (strings == null) {
            throw new DTypeException(
                    "this tensor holds no strings", "a string tensor", type.toString(), "read numbers with get");
        }
        return strings;
    }

    private long offset(long... index) {
        return Indices.offset(type.shape(), index);
    }
}
