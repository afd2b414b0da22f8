package dev.norma.conformance;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;

/** How far two back ends are apart, in units of the largest magnitude of each result. */
public final class Difference {
    /** Operands are of the order of 1: where all results are below this, they are what roundings have left. */
    private static final double SMALLEST = 1e-6;

    private Difference() {}

    /**
     * The largest difference of two elements by the largest finite magnitude of their tensor, or by 1e-6; infinite where types differ,
     * where integers or booleans differ, or where one is infinite or not a number and the other is not the same.
     */
    public static double between(List<Tensor> expected, List<Tensor> actual) {
        if (expected.size() != actual.size()) {
            return Double.POSITIVE_INFINITY;
        }
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            worst = Math.max(worst, between(expected.get(i), actual.get(i)));
        }
        return worst;
    }

    /** The same for one tensor. */
    public static double between(Tensor expected, Tensor actual) {
        if (!expected.type().equals(actual.type())) {
            return Double.POSITIVE_INFINITY;
        }
        double largest = SMALLEST;
        double worst = 0;
        for (int i = 0; i < expected.size(); i++) {
            double a = expected.getFlat(i);
            double b = actual.getFlat(i);
            if (Double.isFinite(a) && Double.isFinite(b)) {
                largest = Math.max(largest, Math.abs(a));
                worst = Math.max(worst, Math.abs(a - b));
            } else if (Double.compare(a, b) != 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return worst == 0 ? 0 : expected.dtype().isFloat() ? worst / largest : Double.POSITIVE_INFINITY;
    }

    /** What a back end that computes in this element type may differ from the reference by, for one operation. */
    public static double allowed(DType dtype) {
        return switch (dtype) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 4e-6;
            case BFLOAT16 -> 0x1p-7;
            case FLOAT16 -> 0x1p-10;
            default -> 0;
        };
    }
}
