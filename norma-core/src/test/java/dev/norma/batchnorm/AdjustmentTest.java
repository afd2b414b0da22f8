package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.initializers.Constant;
import dev.norma.layers.Adjustment;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Semantics;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an adjustment may give and what flows through it: sections 1.9 and 4.6. That it may change, in {@link RenormTest}. */
class AdjustmentTest {
    private static final Tensor X = Tensor.normal(1, 2, 3, 4);

    private static BatchNormalization layer() {
        return new BatchNormalization()
                .semantics(Semantics.TF_KERAS)
                .axis(1)
                .gammaInitializer(new Constant(1.5))
                .betaInitializer(new Constant(.25));
    }

    @ParameterizedTest
    @CsvSource({"'1,3,1'", "'2,1,1'", "'2,3,4'", "'4'", "'3,1'", "'1,1,1'"})
    void scale_and_bias_stretch_to_the_input(String dims) {
        Shape shape = Shape.of(
                List.of(dims.split(",")).stream().mapToLong(Long::parseLong).toArray());
        Tensor scale = Tensor.normal(2, shape.toArray());
        Tensor bias = Tensor.normal(3, shape.toArray());
        Tensor plain = new BatchNormalization().axis(1).apply(X, true);
        Tensor expected = Ops.add(Ops.multiply(Ops.add(Ops.multiply(plain, scale), bias), 1.5), .25);
        assertThat(layer().adjustment(Adjustment.of(scale, bias)).apply(X, true).difference(expected, 1e-5, 1e-6))
                .isEmpty();
    }

    /** TensorFlow takes float32 alone beside 16 bits. */
    @ParameterizedTest
    @ValueSource(strings = {"float32", "bfloat16", "float16", "float64"})
    void scale_and_bias_are_taken_in_the_type_in_which_the_layer_computes(String dtype) {
        DType given = DType.named(dtype);
        Tensor scale = Tensor.of(1.5f);
        Tensor bias = Tensor.of(0.25f);
        Tensor y = layer().dtype("mixed_float16")
                .adjustment(Adjustment.of(scale.cast(given), bias.cast(given)))
                .apply(X, true);
        assertThat(y.dtype()).isEqualTo(DType.FLOAT16);
        Tensor wide = layer().adjustment(Adjustment.of(scale, bias))
                .apply(X.cast(DType.FLOAT16).cast(DType.FLOAT32), true);
        assertThat(y.toDoubles()).containsExactly(wide.cast(DType.FLOAT16).toDoubles());
    }

    @Test
    void gradients_flow_into_what_it_is_made_of() {
        Trace trace = new Trace("an adjustment with something to learn");
        Value x = trace.feed("x", X.type());
        Value g = trace.feed("g", X.type());
        Value factor = trace.feed("factor", TensorType.of(DType.FLOAT32));
        Value shift = trace.feed("shift", TensorType.of(DType.FLOAT32));
        BatchNormalization norm = layer().adjustment((input, context) -> new Adjustment.Adjusted(factor, shift));
        Value y = norm.apply(x, Context.of(trace, true));
        List<Value> gradients = Gradients.of(Ops.sum(Ops.multiply(y, g)), List.of(factor, shift));
        Tensor upstream = Tensor.normal(4, 2, 3, 4);
        List<Tensor> found = new Launcher(trace.finish(gradients, false))
                .run(List.of(X, upstream, Tensor.scalar(2f), Tensor.scalar(.5f)));
        Tensor plain = new BatchNormalization().axis(1).apply(X, true);
        assertThat(found.get(0).item())
                .as("gamma sum(g xHat)")
                .isCloseTo(1.5 * Ops.sum(Ops.multiply(upstream, plain)).item(), within(1e-4));
        assertThat(found.get(1).item())
                .as("gamma sum(g)")
                .isCloseTo(1.5 * Ops.sum(upstream).item(), within(1e-4));
    }
}
