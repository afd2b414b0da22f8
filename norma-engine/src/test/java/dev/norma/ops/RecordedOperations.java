package dev.norma.ops;

import static dev.norma.ops.Ops.*;
import static java.util.Objects.requireNonNull;

import dev.norma.graph.Padding;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** What the recorded cases are called with, by their names in operations.py. On tensors or on values. */
public final class RecordedOperations<T extends Operand<T>> {
    private static final int[] ONE = {1};

    /** A function of some operands. */
    public interface Call<T> {
        /** Its results. */
        List<T> of(List<T> operands);
    }

    private final Map<String, Call<T>> calls = new LinkedHashMap<>();

    /** All of them. */
    public RecordedOperations() {
        elementwise();
        pairs();
        whole();
        derived();
        reductions();
        shapes();
        parts();
        indices();
        products();
        windows();
        moments();
        activations();
        probabilities();
    }

    /** The one of this name. */
    public Call<T> call(String name) {
        return requireNonNull(calls.get(name));
    }

    Map<String, Call<T>> calls() {
        return calls;
    }

    private void one(String name, UnaryOperator<T> function) {
        calls.put(name, of -> List.of(function.apply(of.get(0))));
    }

    private void two(String name, BinaryOperator<T> function) {
        calls.put(name, of -> List.of(function.apply(of.get(0), of.get(1))));
    }

    private void several(String name, Call<T> function) {
        calls.put(name, function);
    }

    private void elementwise() {
        one("negative", Ops::negative);
        one("abs", Ops::abs);
        one("sign", Ops::sign);
        one("square", Ops::square);
        one("exp", Ops::exp);
        one("expm1", Ops::expm1);
        one("sin", Ops::sin);
        one("cos", Ops::cos);
        one("tan", Ops::tan);
        one("tanh", Ops::tanh);
        one("sigmoid", Ops::sigmoid);
        one("softplus", Ops::softplus);
        one("relu", Ops::relu);
        one("erf", Ops::erf);
        one("floor", Ops::floor);
        one("ceil", Ops::ceil);
        one("round", Ops::round);
        one("trunc", Ops::trunc);
        one("isnan", Ops::isnan);
        one("isinf", Ops::isinf);
        one("isfinite", Ops::isfinite);
        one("isposinf", Ops::isposinf);
        one("isneginf", Ops::isneginf);
        one("arctan", Ops::arctan);
        one("arcsinh", Ops::arcsinh);
        one("exp2", Ops::exp2);
        one("sinh", Ops::sinh);
        one("cosh", Ops::cosh);
        one("reciprocal", Ops::reciprocal);
        one("sqrt", Ops::sqrt);
        one("rsqrt", Ops::rsqrt);
        one("log", Ops::log);
        one("log1p", Ops::log1p);
        one("log2", Ops::log2);
        one("log10", Ops::log10);
        one("arcsin", Ops::arcsin);
        one("arccos", Ops::arccos);
        one("arctanh", Ops::arctanh);
        one("erfinv", Ops::erfinv);
        one("arccosh", Ops::arccosh);
        one("cbrt", Ops::cbrt);
        one("erfc", Ops::erfc);
        one("deg2rad", Ops::deg2rad);
        one("rad2deg", Ops::rad2deg);
        one("round_decimals", x -> round(x, 2));
        one("round_tens", x -> round(x, -1));
        one("nan_to_num", x -> nanToNum(x, 7, 8, 9));
        one("clip", x -> clip(x, -1, 2));
    }

    private void pairs() {
        arithmetic("");
        arithmetic("int_");
        two("divide", Ops::divide);
        two("power", Ops::power);
        two("arctan2", Ops::arctan2);
        two("not_equal", Ops::notEqual);
        two("less_equal", Ops::lessEqual);
        two("greater", Ops::greater);
        two("greater_equal", Ops::greaterEqual);
        two("logical_and", Ops::logicalAnd);
        two("logical_or", Ops::logicalOr);
        two("logical_xor", Ops::logicalXor);
        one("logical_not", Ops::logicalNot);
        several("where", of -> List.of(where(of.get(0), of.get(1), of.get(2))));
        two("divide_no_nan", Ops::divideNoNan);
        two("logaddexp", Ops::logaddexp);
        two("isclose", (a, b) -> isclose(a, b, 1e-3, 1e-2));
    }

    private void whole() {
        two("int_bitwise_and", Ops::bitwiseAnd);
        two("int_bitwise_or", Ops::bitwiseOr);
        two("int_bitwise_xor", Ops::bitwiseXor);
        one("int_bitwise_not", Ops::bitwiseNot);
        two("int_left_shift", Ops::leftShift);
        two("int_right_shift", Ops::rightShift);
        two("int_gcd", Ops::gcd);
        two("int_lcm", Ops::lcm);
        two("int_fmod", Ops::fmod);
        one("int_signbit", Ops::signbit);
    }

    private void derived() {
        one("absolute", Ops::absolute);
        two("true_divide", Ops::trueDivide);
        two("fmax", Ops::fmax);
        two("fmin", Ops::fmin);
        two("fmod", Ops::fmod);
        two("hypot", Ops::hypot);
        two("hypot_large", Ops::hypot);
        two("copysign", Ops::copysign);
        two("logaddexp2", Ops::logaddexp2);
        two("heaviside", Ops::heaviside);
        two("ldexp", Ops::ldexp);
        one("signbit", Ops::signbit);
        one("sinc", Ops::sinc);
    }

    private void arithmetic(String prefix) {
        two(prefix + "add", Ops::add);
        two(prefix + "subtract", Ops::subtract);
        two(prefix + "multiply", Ops::multiply);
        two(prefix + "floor_divide", Ops::floorDivide);
        two(prefix + "mod", Ops::mod);
        two(prefix + "maximum", Ops::maximum);
        two(prefix + "minimum", Ops::minimum);
        two(prefix + "equal", Ops::equal);
        two(prefix + "less", Ops::less);
    }

    /** A reduction. */
    private interface Reducing<T> {
        T of(T x, boolean keepDims, int... axes);
    }

    private void reduction(String name, Reducing<T> function) {
        one(name, x -> function.of(x, false));
        one(name + "_axis", x -> function.of(x, false, -2));
        one(name + "_axes_kept", x -> function.of(x, true, -1, 0));
    }

    private void reductions() {
        reduction("sum", Ops::sum);
        reduction("mean", Ops::mean);
        reduction("max", Ops::max);
        reduction("min", Ops::min);
        reduction("prod", Ops::prod);
        reduction("var", Ops::var);
        reduction("std", Ops::std);
        reduction("logsumexp", Ops::logsumexp);
        one("logsumexp_large", x -> logsumexp(x, true, 1));
        one("any_axis", x -> any(x, 1));
        one("all_axis", x -> all(x, 0));
        one("count_nonzero", x -> countNonzero(x, 1));
        one("argmax", x -> argmax(x, 1));
        one("argmin", x -> argmin(x, 0));
        one("norm", x -> norm(x, -1));
        one("int_sum", x -> sum(x, 0));
    }

    private void shapes() {
        one("transpose", x -> transpose(x));
        one("transpose_axes", x -> transpose(x, 2, 0, 1));
        one("swapaxes", x -> swapaxes(x, 0, -1));
        one("moveaxis", x -> moveaxis(x, 0, -1));
        one("moveaxis_back", x -> moveaxis(x, -1, 1));
        one("broadcast_to", x -> broadcastTo(x, 3, 2, 3, 4));
        one("flip", x -> flip(x, 1));
        one("flip_all", x -> flip(x));
        one("roll", x -> roll(x, -3, 2));
        one("pad", x -> pad(x, new long[][] {{1, 0}, {0, 2}, {1, 1}}, 3));
        one("pad_reflect", x -> pad(x, new long[][] {{1, 0}, {2, 1}, {0, 3}}, "reflect"));
        one("pad_symmetric", x -> pad(x, new long[][] {{1, 2}, {3, 1}, {0, 4}}, "symmetric"));
        one("pad_edge", x -> pad(x, new long[][] {{1, 2}, {3, 1}, {0, 4}}, "edge"));
        one("tile", x -> tile(x, 2, 1, 3));
        one("tile_more", x -> tile(x, 2, 2, 1, 1));
        one("tile_fewer", x -> tile(x, 2));
        one("repeat", x -> repeat(x, 3, 1));
    }

    private void parts() {
        several("concatenate", of -> List.of(concatenate(of, 1)));
        several("stack", of -> List.of(stack(of, -1)));
        several("split", of -> split(of.getFirst(), 2, -1));
        several("split_at", of -> split(of.getFirst(), new long[] {1, 3}, 2));
        several("unstack", of -> unstack(of.getFirst(), 1));
        one("slice", x -> slice(x, new long[] {0, 1, 1}, new long[] {2, 2, 3}));
        one("strided_slice", x -> stridedSlice(x, new long[] {0, 0, -3}, new long[] {2, 3, -1}, new long[] {1, 2, 1}));
    }

    private void indices() {
        two("take", (x, k) -> take(x, k, 1));
        two("take_flat", Ops::take);
        two("take_along_axis", (x, k) -> takeAlongAxis(x, k, 1));
        one("one_hot", k -> oneHot(k, 4, -1, DType.FLOAT64));
        one("one_hot_axis", k -> oneHot(k, 4, 0, DType.INT32));
        two("scatter", (k, v) -> scatter(k, v, Shape.of(4, 3)));
        two("scatter_points", (k, v) -> scatter(k, v, Shape.of(3, 4)));
    }

    private void products() {
        for (String kind : new String[] {"", "_batch", "_vector_left", "_vector_right", "_vectors"}) {
            two("matmul" + kind, Ops::matmul);
        }
        two("dot", Ops::dot);
        two("dot_scalar", Ops::dot);
        two("dot_many_axes", Ops::dot);
        two("outer", Ops::outer);
    }

    private void windows() {
        DataFormat last = DataFormat.CHANNELS_LAST;
        two("conv", Ops::conv);
        two("conv_same_strides", (x, k) -> conv(x, k, new int[] {2, 3}, Padding.SAME, last, ONE));
        two("conv_dilated", (x, k) -> conv(x, k, ONE, Padding.SAME, last, new int[] {2, 1}));
        two("conv_groups", Ops::conv);
        two("conv_channels_first", (x, k) -> conv(x, k, ONE, Padding.VALID, DataFormat.CHANNELS_FIRST, ONE));
        two("conv_1d", (x, k) -> conv(x, k, new int[] {2}, Padding.SAME, last, ONE));
        two("depthwise_conv", (x, k) -> depthwiseConv(x, k, new int[] {2}, Padding.SAME, last, ONE));
        several(
                "separable_conv",
                of -> List.of(separableConv(of.get(0), of.get(1), of.get(2), ONE, Padding.VALID, last, ONE)));
        two("conv_transpose", (x, k) -> convTranspose(x, k, new int[] {2}, Padding.VALID, last, ONE));
        two("conv_transpose_same", (x, k) -> convTranspose(x, k, new int[] {2}, Padding.SAME, last, ONE));
        one("max_pool", x -> maxPool(x, 2));
        one("max_pool_same", x -> maxPool(x, new int[] {3, 2}, new int[] {2, 1}, Padding.SAME, last));
        one("average_pool", x -> averagePool(x, 2, 3));
        one("average_pool_same", x -> averagePool(x, new int[] {3}, new int[] {2}, Padding.SAME, last));
    }

    private void moments() {
        several("moments", of -> both(Ops.moments(of.getFirst(), 2, 0)));
        several("moments_kept", of -> both(Ops.moments(of.getFirst(), true, 0, 1)));
        several("weighted_moments", of -> both(weightedMoments(of.get(0), of.get(1), false, 0, 1)));
        several(
                "batch_normalization",
                of -> List.of(batchNormalization(of.get(0), of.get(1), of.get(2), 1, of.get(3), of.get(4), 1e-3)));
        several(
                "batch_normalization_bare",
                of -> List.of(batchNormalization(of.get(0), of.get(1), of.get(2), -1, null, null, 1e-5)));
        one("unit_normalize", x -> unitNormalize(x, 1));
    }

    private List<T> both(Statistics<T> statistics) {
        return List.of(statistics.mean(), statistics.variance());
    }

    private void activations() {
        one("activation_linear", Ops::linear);
        one("activation_leaky_relu", Ops::leakyRelu);
        one("activation_elu", Ops::elu);
        one("activation_selu", Ops::selu);
        one("activation_celu", Ops::celu);
        one("activation_gelu", Ops::gelu);
        one("activation_silu", Ops::silu);
        one("activation_softsign", Ops::softsign);
        one("activation_hard_sigmoid", Ops::hardSigmoid);
        one("activation_hard_silu", Ops::hardSilu);
        one("activation_hard_tanh", Ops::hardTanh);
        one("activation_hard_shrink", Ops::hardShrink);
        one("activation_soft_shrink", Ops::softShrink);
        one("activation_tanh_shrink", Ops::tanhShrink);
        one("activation_mish", Ops::mish);
        one("activation_log_sigmoid", Ops::logSigmoid);
        one("activation_sparse_plus", Ops::sparsePlus);
        one("activation_sparse_sigmoid", Ops::sparseSigmoid);
        one("activation_squareplus", Ops::squareplus);
        one("activation_exponential", Ops::exponential);
        one("activation_relu6", Ops::relu6);
        one("activation_gelu_approximate", x -> gelu(x, true));
        one("activation_elu_alpha", x -> elu(x, 0.3));
        one("activation_celu_alpha", x -> celu(x, 0.3));
        one("activation_threshold", x -> threshold(x, 0.7, -3));
        one("activation_squareplus_b", x -> squareplus(x, 0.5));
        for (double slope : new double[] {0, 0.25}) {
            for (double largest : new double[] {Double.POSITIVE_INFINITY, 2, 6}) {
                for (double threshold : new double[] {0, 0.5, -0.5}) {
                    String limit = Double.isInfinite(largest) ? "None" : Double.toString(largest);
                    one("relu_%s_%s_%s".formatted(slope, limit, threshold), x -> relu(x, slope, largest, threshold));
                }
            }
        }
    }

    private void probabilities() {
        one("glu", x -> glu(x, 1));
        one("softmax", x -> softmax(x));
        one("softmax_axis", x -> softmax(x, 1));
        one("softmax_axes", x -> softmax(x, 0, 2));
        one("softmax_large", x -> softmax(x));
        one("log_softmax", x -> logSoftmax(x));
        one("sparsemax", Ops::sparsemax);
        one("sparsemax_axis", x -> sparsemax(x, 1));
        two("categorical_crossentropy", (t, o) -> categoricalCrossentropy(t, o, false, -1));
        two("categorical_crossentropy_edge", (t, o) -> categoricalCrossentropy(t, o, false, -1));
        two("categorical_crossentropy_logits", (t, o) -> categoricalCrossentropy(t, o, true, -1));
        two("categorical_crossentropy_axis", (t, o) -> categoricalCrossentropy(t, o, false, 0));
        two("sparse_categorical_crossentropy", (t, o) -> sparseCategoricalCrossentropy(t, o, false, -1));
        two("sparse_categorical_crossentropy_edge", (t, o) -> sparseCategoricalCrossentropy(t, o, false, -1));
        two("sparse_categorical_crossentropy_logits", (t, o) -> sparseCategoricalCrossentropy(t, o, true, -1));
        two("binary_crossentropy", (t, o) -> binaryCrossentropy(t, o, false));
        two("binary_crossentropy_logits", (t, o) -> binaryCrossentropy(t, o, true));
    }
}
