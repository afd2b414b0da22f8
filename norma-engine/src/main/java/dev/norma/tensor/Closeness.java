package dev.norma.tensor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Compares tensors element by element: a and b are close if {@code |a - b| <= atol + rtol |b|}, or both are one infinity. */
final class Closeness {
    private final Tensor actual;
    private final Tensor expected;
    private final double rtol;
    private final double atol;

    Closeness(Tensor actual, Tensor expected, double rtol, double atol) {
        if (!(rtol >= 0) || !(atol >= 0)) {
            throw new Complaint(
                            "tensors cannot be compared with this tolerance",
                            "rtol and atol from 0",
                            "rtol %s, atol %s".formatted(rtol, atol),
                            "give both as numbers from 0")
                    .asArgument();
        }
        this.actual = actual;
        this.expected = expected;
        this.rtol = rtol;
        this.atol = atol;
    }

    /** What differs, with the first element that does and the one that differs most; empty if nothing does. */
    Optional<String> difference() {
        if (!actual.shape().equals(expected.shape())) {
            return Optional.of("shape %s is not %s".formatted(actual.shape(), expected.shape()));
        }
        boolean texts = actual.dtype() == DType.STRING;
        if (texts != (expected.dtype() == DType.STRING)) {
            return Optional.of("%s is not %s".formatted(actual.dtype(), expected.dtype()));
        }
        long first = -1;
        long worst = -1;
        long count = 0;
        for (long i = 0; i < actual.size(); i++) {
            if (texts ? !actual.stringFlat(i).equals(expected.stringFlat(i)) : !close(i)) {
                first = first < 0 ? i : first;
                worst = worst < 0 || (!texts && distance(i) > distance(worst)) ? i : worst;
                count++;
            }
        }
        return count == 0 ? Optional.empty() : Optional.of(texts ? said(first) : report(first, worst, count));
    }

    private boolean close(long i) {
        if (bothLong()) {
            long a = actual.longFlat(i);
            long b = expected.longFlat(i);
            return a == b || (rtol + atol > 0 && near((double) a, (double) b));
        }
        return near(actual.getFlat(i), expected.getFlat(i));
    }

    private boolean near(double a, double b) {
        return a == b || (Double.isFinite(a) && Double.isFinite(b) && Math.abs(a - b) <= atol + rtol * Math.abs(b));
    }

    private boolean bothLong() {
        return actual.dtype() == DType.INT64 && expected.dtype() == DType.INT64;
    }

    /** Infinite where one is not a number, so that such an element counts as the worst. */
    private double distance(long i) {
        double distance = Math.abs(actual.getFlat(i) - expected.getFlat(i));
        return Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
    }

    private String report(long first, long worst, long count) {
        String most = worst == first ? "" : "; the most: " + said(worst);
        return String.format(
                Locale.ROOT,
                "%s (allowed: %s + %s * |expected|); %d of %d differ%s",
                said(first),
                atol,
                rtol,
                count,
                actual.size(),
                most);
    }

    private String said(long i) {
        String index = Arrays.toString(Indices.of(actual.shape(), i));
        return "element %s is %s, expected %s"
                .formatted(index, ElementText.plainly(actual, i), ElementText.plainly(expected, i));
    }
}
