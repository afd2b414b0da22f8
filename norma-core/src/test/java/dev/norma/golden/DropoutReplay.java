package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.layers.Dropout;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;

/**
 * Drops ones as a recorded case did: the same numbers come out, along the same axes they do not change, and the share
 * that is kept differs by no more than {@value #ERRORS} standard errors of the difference of two such shares.
 */
final class DropoutReplay {
    private static final double ERRORS = 5;

    private final GoldenCase golden;
    private final Precision precision;

    DropoutReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
    }

    void check() {
        Shape shape = Shape.of(golden.list("input").stream()
                .mapToLong(size -> ((Number) size).longValue())
                .toArray());
        Tensor y = dropped(shape);
        double[] dropped = y.toDoubles();
        assertThat(y.shape()).isEqualTo(shape);
        double[] values = golden.array("values").toDoubles();
        assertThat(Arrays.stream(dropped).sorted().distinct().toArray())
                .as("%s: the values that occur", golden)
                .containsExactly(values, Offset.offset(rounding() * values[values.length - 1]));
        assertThat(constantAxes(y))
                .as("%s: axes along which nothing changes", golden)
                .isEqualTo(golden.list("constantAxes"));
        double kept = golden.array("kept").item();
        double error = ERRORS * Math.sqrt(2 * kept * (1 - kept) / decisions(shape));
        assertThat(Arrays.stream(dropped).filter(x -> x != 0).count() / (double) y.size())
                .as("%s: the share that is kept", golden)
                .isCloseTo(kept, Offset.offset(error));
        double mean = golden.array("mean").item();
        assertThat(Arrays.stream(dropped).average().orElseThrow())
                .as("%s: mean", golden)
                .isCloseTo(mean, Offset.offset(mean / kept * error + rounding() * mean));
    }

    private Tensor dropped(Shape shape) {
        Dropout layer = (Dropout) LayerReplay.layer(golden, precision.policy);
        Tensor ones = Tensor.fill(new TensorType(precision.fed(), shape), 1);
        return precision.on(() -> layer.apply(ones, true));
    }

    /** How exactly a number can be compared: Keras' were recorded in float32. */
    private double rounding() {
        return switch (precision.dtype) {
            case BFLOAT16 -> 0x1p-8;
            case FLOAT16 -> 0x1p-11;
            default -> 0x1p-23;
        };
    }

    private long decisions(Shape shape) {
        long decisions = shape.size();
        for (Object axis : golden.list("constantAxes")) {
            decisions /= shape.dim((int) axis);
        }
        return decisions;
    }

    private static List<Object> constantAxes(Tensor y) {
        List<Object> constant = new ArrayList<>();
        for (int axis = 0; axis < y.rank(); axis++) {
            if (y.shape().dim(axis) > 1 && isConstant(y, axis)) {
                constant.add(axis);
            }
        }
        return constant;
    }

    private static boolean isConstant(Tensor y, int axis) {
        long inner = y.shape().slice(axis + 1, y.rank()).size();
        long size = y.shape().dim(axis);
        for (long i = 0; i < y.size(); i++) {
            long first = i / (inner * size) * (inner * size) + i % inner;
            if (y.getFlat(i) != y.getFlat(first)) {
                return false;
            }
        }
        return true;
    }
}
