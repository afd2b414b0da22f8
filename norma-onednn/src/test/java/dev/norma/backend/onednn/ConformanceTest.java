package dev.norma.backend.onednn;

import static dev.norma.backend.onednn.Sameness.bool;
import static dev.norma.backend.onednn.Sameness.f32;
import static dev.norma.backend.onednn.Sameness.i32;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Conv;
import dev.norma.graph.Node;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.Pooling;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.graph.Window;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operation gives what the interpreter gives, without its help, in float32 and in bfloat16; gradients too. */
final class ConformanceTest {
    private static final double FLOAT32 = 4e-6;
    private static final double BFLOAT16 = 0x1p-6;

    record Case(String name, List<TensorType> types, Function<List<Value>, List<Value>> body, boolean smooth) {
        static Case of(String name, Function<List<Value>, Value> body, TensorType... types) {
            return new Case(name, List.of(types), values -> List.of(body.apply(values)), false);
        }

        /** One whose gradients are compared too. */
        static Case smooth(String name, Function<List<Value>, Value> body, TensorType... types) {
            return new Case(name, List.of(types), values -> List.of(body.apply(values)), true);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Value one(dev.norma.graph.Op op) {
        return Node.of(op).results().getFirst();
    }

    private static Window window(int size, int stride, Padding padding) {
        return new Window(List.of(size, size), List.of(stride, stride), List.of(1, 1), padding);
    }

    private static Value positive(Value x) {
        return Ops.add(Ops.abs(x), 0.25);
    }

    private static Value bounded(Value x) {
        return Ops.tanh(x);
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        // elementwise
        cases.add(Case.smooth("add", v -> Ops.add(v.get(0), v.get(1)), f32(3, 5), f32(3, 5)));
        cases.add(Case.smooth("addOfARow", v -> Ops.add(v.get(0), v.get(1)), f32(7, 5), f32(5)));
        cases.add(Case.smooth("multiplyByAColumn", v -> Ops.multiply(v.get(0), v.get(1)), f32(7, 5), f32(7, 1)));
        cases.add(Case.smooth("subtractAScalar", v -> Ops.subtract(v.get(0), v.get(1)), f32(7, 5), f32()));
        cases.add(Case.smooth(
                "divideByChannelsOfEachImage",
                v -> Ops.divide(v.get(0), positive(v.get(1))),
                f32(2, 3, 3, 4),
                f32(2, 1, 1, 4)));
        cases.add(Case.smooth(
                "multiplyAlongTheMiddle", v -> Ops.multiply(v.get(0), v.get(1)), f32(2, 3, 4), f32(1, 3, 1)));
        cases.add(Case.smooth("outerSum", v -> Ops.add(v.get(0), v.get(1)), f32(4, 1), f32(1, 6)));
        cases.add(Case.of("maximum", v -> Ops.maximum(v.get(0), v.get(1)), f32(9), f32(9)));
        cases.add(Case.of("minimum", v -> Ops.minimum(v.get(0), v.get(1)), f32(9), f32(9)));
        cases.add(Case.smooth("power", v -> Ops.power(positive(v.get(0)), v.get(1)), f32(9), f32(9)));
        cases.add(Case.of(
                "largeChain", v -> Ops.relu(Ops.add(Ops.multiply(v.get(0), v.get(1)), 0.5)), f32(70, 33, 9), f32(9)));
        unary(cases);
        cases.add(Case.of("less", v -> Ops.less(v.get(0), v.get(1)), f32(9, 3), f32(3)));
        cases.add(Case.of("greaterEqual", v -> Ops.greaterEqual(v.get(0), v.get(1)), f32(9, 3), f32(3)));
        cases.add(Case.of("equalIntegers", v -> Ops.equal(v.get(0), v.get(1)), i32(9, 3), i32(3)));
        cases.add(Case.of(
                "integers",
                v -> Ops.subtract(Ops.multiply(v.get(0), v.get(1)), Ops.maximum(v.get(0), v.get(1))),
                i32(9, 3),
                i32(3)));
        cases.add(Case.of(
                "logical",
                v -> Ops.logicalOr(Ops.logicalAnd(v.get(0), v.get(1)), Ops.logicalNot(v.get(1))),
                bool(40),
                bool(40)));
        cases.add(Case.smooth(
                "where", v -> Ops.where(Ops.greater(v.get(0), 0), v.get(0), v.get(1)), f32(5, 4), f32(4)));
        cases.add(Case.of("castToInteger", v -> Ops.cast(Ops.multiply(v.get(0), 10), DType.INT32), f32(20)));
        cases.add(Case.of("castFromBoolean", v -> Ops.cast(v.get(0), DType.FLOAT32), bool(20)));
        cases.add(Case.of("castToBfloat16", v -> Ops.cast(Ops.cast(v.get(0), DType.BFLOAT16), DType.FLOAT32), f32(20)));
        // reductions
        for (int[] axes : new int[][] {{}, {0}, {1}, {2}, {0, 1}, {1, 2}}) {
            String name = java.util.Arrays.toString(axes);
            cases.add(Case.smooth("sum" + name, v -> Ops.sum(v.get(0), axes), f32(4, 5, 6)));
            cases.add(Case.smooth("meanKeptDims" + name, v -> Ops.mean(v.get(0), true, axes), f32(4, 5, 6)));
            cases.add(Case.of("max" + name, v -> Ops.max(v.get(0), axes), f32(4, 5, 6)));
            cases.add(Case.of("min" + name, v -> Ops.min(v.get(0), axes), f32(4, 5, 6)));
        }
        cases.add(Case.smooth("sumOfManyRows", v -> Ops.sum(Ops.square(v.get(0)), 0), f32(3001, 17)));
        cases.add(Case.smooth("sumOfAll", v -> Ops.sum(v.get(0)), f32(313, 77)));
        cases.add(Case.of("prod", v -> Ops.prod(v.get(0), 1), f32(4, 5)));
        cases.add(Case.of("any", v -> Ops.any(v.get(0), 1), bool(6, 3)));
        cases.add(Case.of("all", v -> Ops.all(v.get(0), 0), bool(6, 3)));
        cases.add(Case.of("sumOfIntegers", v -> Ops.sum(v.get(0), 0), i32(6, 3)));
        cases.add(Case.of("argmax", v -> Ops.argmax(v.get(0), 1), f32(6, 10)));
        cases.add(Case.of("argmin", v -> Ops.argmin(v.get(0), 0), f32(6, 10)));
        // contractions
        cases.add(Case.smooth("matMul", v -> Ops.matMul(v.get(0), v.get(1)), f32(5, 7), f32(7, 3)));
        cases.add(
                Case.smooth("matMulTransposed", v -> Ops.matMul(v.get(0), v.get(1), true, true), f32(7, 5), f32(3, 7)));
        cases.add(Case.smooth("matMulOfStacks", v -> Ops.matMul(v.get(0), v.get(1)), f32(2, 1, 5, 7), f32(3, 7, 4)));
        cases.add(Case.smooth(
                "denseLayer",
                v -> Ops.relu(Ops.add(Ops.matMul(v.get(0), v.get(1)), v.get(2))),
                f32(32, 20),
                f32(20, 16),
                f32(16)));
        for (Padding padding : List.of(Padding.VALID, Padding.SAME)) {
            for (int stride : new int[] {1, 2}) {
                cases.add(Case.smooth(
                        "conv %s stride %d".formatted(padding, stride),
                        v -> one(new Conv(v.get(0), v.get(1), window(3, stride, padding), 1)),
                        f32(2, 7, 6, 3),
                        f32(3, 3, 3, 5)));
            }
        }
        cases.add(Case.smooth(
                "convOf16Channels",
                v -> one(new Conv(v.get(0), v.get(1), window(3, 1, Padding.SAME), 1)),
                f32(2, 8, 8, 16),
                f32(3, 3, 16, 32)));
        cases.add(Case.smooth(
                "convDepthwise",
                v -> one(new Conv(v.get(0), v.get(1), window(3, 1, Padding.SAME), 8)),
                f32(2, 6, 6, 8),
                f32(3, 3, 1, 8)));
        cases.add(Case.smooth(
                "convInGroups",
                v -> one(new Conv(v.get(0), v.get(1), window(3, 2, Padding.VALID), 2)),
                f32(2, 7, 7, 8),
                f32(3, 3, 4, 6)));
        cases.add(Case.smooth(
                "convDilated",
                v -> one(new Conv(
                        v.get(0), v.get(1), new Window(List.of(3, 3), List.of(1, 1), List.of(2, 2), Padding.SAME), 1)),
                f32(1, 8, 8, 4),
                f32(3, 3, 4, 4)));
        cases.add(Case.smooth(
                "conv1D",
                v -> one(new Conv(v.get(0), v.get(1), new Window(List.of(3), List.of(2), List.of(1), Padding.SAME), 1)),
                f32(2, 9, 4),
                f32(3, 4, 6)));
        for (Pooling kind : Pooling.values()) {
            cases.add(Case.smooth(
                    "pool " + kind, v -> one(new Pool(kind, v.get(0), window(2, 2, Padding.VALID))), f32(2, 6, 6, 4)));
            cases.add(Case.smooth(
                    "poolSame " + kind,
                    v -> one(new Pool(kind, v.get(0), window(3, 2, Padding.SAME))),
                    f32(2, 7, 6, 4)));
            cases.add(Case.smooth(
                    "poolOfTies " + kind,
                    v -> one(new Pool(kind, Ops.relu(v.get(0)), window(2, 2, Padding.VALID))),
                    f32(2, 6, 6, 16)));
        }
        // movement
        cases.add(Case.smooth("transpose", v -> Ops.transpose(v.get(0), 2, 0, 1), f32(3, 4, 5)));
        cases.add(Case.smooth(
                "reshapeInAChain", v -> Ops.relu(Ops.reshape(Ops.square(v.get(0)), 6, 10)), f32(3, 4, 5)));
        cases.add(Case.smooth("broadcastTo", v -> Ops.broadcastTo(v.get(0), 3, 4, 5), f32(4, 1)));
        cases.add(Case.smooth("concatenate", v -> Ops.concatenate(1, v.get(0), v.get(1)), f32(3, 2, 4), f32(3, 5, 4)));
        cases.add(Case.smooth(
                "slice",
                v -> Ops.stridedSlice(v.get(0), new long[] {1, 0}, new long[] {5, 6}, new long[] {2, 3}),
                f32(6, 7)));
        cases.add(Case.smooth("pad", v -> Ops.pad(v.get(0), new long[][] {{1, 0}, {2, 3}}, 1.5), f32(3, 4)));
        cases.add(Case.smooth("flip", v -> Ops.flip(v.get(0), 0, 1), f32(3, 4)));
        cases.add(Case.smooth("repeat", v -> Ops.repeat(v.get(0), 2, 1), f32(3, 4)));
        cases.add(Case.smooth("stack", v -> Ops.stack(1, v.get(0), v.get(1)), f32(3, 4), f32(3, 4)));
        // indices
        cases.add(Case.smooth("take", v -> Ops.take(v.get(0), v.get(1), 1), f32(4, 3, 2), i32(5)));
        cases.add(Case.smooth("takeAlongAxis", v -> Ops.takeAlongAxis(v.get(0), v.get(1), 1), f32(4, 3), i32(4, 1)));
        cases.add(Case.of("oneHot", v -> Ops.oneHot(v.get(0), 4), i32(6)));
        // normalization
        cases.add(Case.smooth("batchNormalized", ConformanceTest::batchNormalized, f32(3, 4, 4, 8), f32(8), f32(8)));
        cases.add(Case.smooth("batchNormalizedVectors", ConformanceTest::batchNormalized, f32(64, 5), f32(5), f32(5)));
        cases.add(Case.smooth("layerNormalized", ConformanceTest::layerNormalized, f32(6, 16)));
        TensorType mask = TensorType.of(DType.BOOL, 4, 6, 1);
        cases.add(Case.smooth(
                "normalizedByWhatAMaskLeaves",
                v -> weighted(v.get(0), v.get(1), List.of(0, 1), Weighting.SELECTED),
                f32(4, 6, 3),
                mask));
        cases.add(Case.smooth(
                "normalizedAcrossChannelsFirst",
                v -> weighted(v.get(0), v.get(1), List.of(0, 2), Weighting.SELECTED),
                f32(4, 6, 3),
                mask));
        cases.add(Case.smooth(
                "normalizedByWeights",
                v -> weighted(v.get(0), positive(v.get(1)), List.of(0, 1), Weighting.MULTIPLIED),
                f32(4, 6, 3),
                f32(4, 6, 1)));
        cases.add(Case.smooth("softmax", v -> Ops.softmax(v.get(0)), f32(5, 7)));
        cases.add(Case.smooth("softmaxInTheMiddle", v -> Ops.softmax(v.get(0), 1), f32(5, 7, 3)));
        cases.add(Case.smooth(
                "crossEntropy",
                v -> Ops.sparseCategoricalCrossentropy(v.get(1), v.get(0), true, -1),
                f32(6, 3),
                i32(6)));
        // random numbers
        cases.add(Case.of("uniform", v -> Ops.uniform(v.get(0), 3, v.get(1)), i32(2), f32(50, 3)));
        cases.add(Case.of("normal", v -> Ops.normal(v.get(0), 3, v.get(1)), i32(2), f32(50, 3)));
        cases.add(Case.smooth("dropout", v -> Ops.dropout(v.get(0), 0.3, v.get(1), 1), f32(90, 30), i32(2)));
        return cases.stream();
    }

    private static void unary(List<Case> cases) {
        cases.add(Case.smooth("negative", v -> Ops.negative(v.get(0)), f32(41)));
        cases.add(Case.smooth("abs", v -> Ops.abs(v.get(0)), f32(41)));
        cases.add(Case.of("sign", v -> Ops.sign(v.get(0)), f32(41)));
        cases.add(Case.smooth("reciprocal", v -> Ops.reciprocal(positive(v.get(0))), f32(41)));
        cases.add(Case.smooth("square", v -> Ops.square(v.get(0)), f32(41)));
        cases.add(Case.smooth("sqrt", v -> Ops.sqrt(positive(v.get(0))), f32(41)));
        cases.add(Case.smooth("rsqrt", v -> Ops.rsqrt(positive(v.get(0))), f32(41)));
        cases.add(Case.smooth("exp", v -> Ops.exp(v.get(0)), f32(41)));
        cases.add(Case.smooth("expm1", v -> Ops.expm1(v.get(0)), f32(41)));
        cases.add(Case.smooth("log", v -> Ops.log(positive(v.get(0))), f32(41)));
        cases.add(Case.smooth("log1p", v -> Ops.log1p(positive(v.get(0))), f32(41)));
        cases.add(Case.smooth("sin", v -> Ops.sin(v.get(0)), f32(41)));
        cases.add(Case.smooth("cos", v -> Ops.cos(v.get(0)), f32(41)));
        cases.add(Case.smooth("tanh", v -> Ops.tanh(v.get(0)), f32(41)));
        cases.add(Case.smooth("arctan", v -> Ops.arctan(v.get(0)), f32(41)));
        cases.add(Case.smooth("arcsin", v -> Ops.arcsin(Ops.multiply(bounded(v.get(0)), 0.9)), f32(41)));
        cases.add(Case.smooth("sigmoid", v -> Ops.sigmoid(v.get(0)), f32(41)));
        cases.add(Case.smooth("softplus", v -> Ops.softplus(v.get(0)), f32(41)));
        cases.add(Case.smooth("relu", v -> Ops.relu(v.get(0)), f32(41)));
        cases.add(Case.of("floor", v -> Ops.floor(v.get(0)), f32(41)));
        cases.add(Case.of("ceil", v -> Ops.ceil(v.get(0)), f32(41)));
        cases.add(Case.of("round", v -> Ops.round(Ops.multiply(v.get(0), 2)), f32(41)));
        cases.add(Case.of("trunc", v -> Ops.trunc(v.get(0)), f32(41)));
        cases.add(Case.of("isfinite", v -> Ops.isfinite(Ops.log(v.get(0))), f32(41)));
    }

    private static Value batchNormalized(List<Value> v) {
        Value x = v.get(0);
        int[] axes = new int[x.shape().rank() - 1];
        long[] dims = new long[x.shape().rank()];
        for (int axis = 0; axis < axes.length; axis++) {
            axes[axis] = axis;
            dims[axis] = 1;
        }
        dims[axes.length] = x.shape().dim(-1);
        var statistics = Ops.moments(x, true, axes);
        return Ops.normalize(
                x,
                statistics.mean(),
                statistics.variance(),
                Ops.reshape(Ops.cast(v.get(1), DType.FLOAT32), dims),
                Ops.reshape(Ops.cast(v.get(2), DType.FLOAT32), dims),
                1e-3);
    }

    private static Value weighted(Value x, Value weights, List<Integer> axes, Weighting weighting) {
        var statistics = Ops.moments(x, axes, weights, weighting);
        return Ops.normalize(x, statistics.mean(), statistics.variance(), null, null, 1e-3);
    }

    private static Value layerNormalized(List<Value> v) {
        var statistics = Ops.moments(v.getFirst(), true, 1);
        return Ops.normalize(v.getFirst(), statistics.mean(), statistics.variance(), null, null, 1e-3);
    }

    /** The case with weights on its result, so that gradients differ from place to place, and the gradients of all floats. */
    private static List<Value> withGradients(Case each, List<Value> inputs) {
        Value result = each.body.apply(inputs).getFirst();
        if (!each.smooth) {
            return List.of(result);
        }
        Value weights = Ops.uniform(Ops.constant(dev.norma.tensor.Tensor.of(5, 6)), 9, result);
        Value loss = Ops.sum(Ops.multiply(result, Ops.subtract(weights, 0.25)));
        List<Value> floats =
                inputs.stream().filter(value -> value.dtype().isFloat()).toList();
        List<Value> all = new ArrayList<>(List.of(result));
        all.addAll(Gradients.of(loss, floats));
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equals_the_interpreter_in_float32(Case each) {
        Sameness.assertSame(each.types, inputs -> withGradients(each, inputs), FLOAT32);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equals_the_interpreter_in_bfloat16(Case each) {
        List<TensorType> narrow = each.types.stream()
                .map(type -> type.dtype() == DType.FLOAT32 ? type.withDType(DType.BFLOAT16) : type)
                .toList();
        Sameness.assertSame(narrow, inputs -> withGradients(each, inputs), BFLOAT16);
    }
}
