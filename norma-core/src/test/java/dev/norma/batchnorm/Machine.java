package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.golden.Conformance;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A back end and the type in which it computes, with the tolerance of the specification's golden vectors. */
enum Machine {
    REFERENCE_64("reference", DType.FLOAT64),
    REFERENCE_32("reference", DType.FLOAT32),
    ONEDNN_32("onednn", DType.FLOAT32);

    private static final Pattern ROW = Pattern.compile("(?:lambda\\$)?([A-Z][0-9]*)_.*");

    private final String backend;
    private final DType dtype;

    Machine(String backend, DType dtype) {
        this.backend = backend;
        this.dtype = dtype;
    }

    String policy() {
        return dtype.toString();
    }

    boolean isExact() {
        return dtype == DType.FLOAT64;
    }

    void run(Runnable action) {
        OnBackend.run(backend, action);
    }

    Tensor tensor(Shape shape, double... numbers) {
        return Tensor.of(numbers).reshape(shape).cast(dtype);
    }

    /** The numbers start, start + 1, ... */
    Tensor count(Shape shape) {
        double[] numbers = new double[(int) shape.size()];
        Arrays.setAll(numbers, i -> i);
        return tensor(shape, numbers);
    }

    /** As near as the golden vectors' last digit in float64, 1e-5 relative or 1e-6 absolute in float32. */
    void check(String what, Tensor actual, double... expected) {
        checkWithin(what, actual, isExact() ? 0 : 1e-5, isExact() ? 5.1e-8 : 1e-6, expected);
    }

    void checkWithin(String what, Tensor actual, double relative, double absolute, double... expected) {
        assertThat(actual.dtype()).as(what).isEqualTo(dtype);
        Tensor wanted = Tensor.of(expected).reshape(actual.shape()).cast(DType.FLOAT64);
        note(actual.toDoubles(), wanted.toDoubles());
        assertThat(actual.cast(DType.FLOAT64).difference(wanted, relative, absolute))
                .as("%s on %s", what, this)
                .isEmpty();
    }

    /** For the table of conformance: the row is the letter that the calling test's name begins with. */
    private void note(double[] actual, double[] expected) {
        String row = StackWalker.getInstance()
                .walk(frames -> frames.map(frame -> ROW.matcher(frame.getMethodName()))
                        .filter(Matcher::matches)
                        .findFirst()
                        .map(matcher -> matcher.group(1))
                        .orElse(null));
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double apart = 0;
        for (int i = 0; i < expected.length; i++) {
            apart = Math.max(apart, Math.abs(actual[i] - expected[i]));
        }
        if (row != null) {
            Conformance.note(row, toString(), largest == 0 ? apart : apart / largest);
        }
    }
}
