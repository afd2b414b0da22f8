package dev.norma.tensor;

/** NumPy's rule for operands of different shapes: axes are matched from the last, and a size of 1 stretches. */
public final class Broadcast {
    private Broadcast() {}

    /**
     * The shape that both operands stretch to. An unknown size beside 1 or another unknown one stays unknown; beside a
     * larger size it is taken to be that size.
     *
     * @param what the operation, for the error
     * @throws ShapeException if two sizes differ and neither is 1
     */
    public static Shape of(String what, Shape lhs, Shape rhs) {
        int rank = Math.max(lhs.rank(), rhs.rank());
        long[] dims = new long[rank];
        for (int back = 1; back <= rank; back++) {
            long a = back <= lhs.rank() ? lhs.dimOrUnknown(-back) : 1;
            long b = back <= rhs.rank() ? rhs.dimOrUnknown(-back) : 1;
            dims[rank - back] = dim(what, lhs, rhs, back, a, b);
        }
        return Shape.of(dims);
    }

    private static long dim(String what, Shape lhs, Shape rhs, int back, long a, long b) {
        if (a == b || b == 1) {
            return a;
        }
        if (a == 1) {
            return b;
        }
        if (a == Shape.UNKNOWN) {
            return b;
        }
        if (b == Shape.UNKNOWN) {
            return a;
        }
        throw new ShapeException(
                "%s cannot broadcast these shapes".formatted(what),
                "equal sizes on each axis from the last, or a size of 1",
                "%s and %s: on axis -%d, %d is not %d".formatted(lhs, rhs, back, a, b),
                "reshape or transpose an operand");
    }
}
