package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class PointwiseTest {
    private static final List<NativeType> TYPES = List.of(NativeType.F32, NativeType.BF16);

    record Function(Algorithm algorithm, float alpha, float beta, DoubleUnaryOperator of, DoubleUnaryOperator slope) {}

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static Stream<Arguments> functions() {
        var functions = List.of(
                new Function(Algorithm.RELU, 0.25f, 0, x -> x > 0 ? x : x / 4, x -> x > 0 ? 1 : 0.25),
                new Function(Algorithm.TANH, 0, 0, Math::tanh, x -> 1 - Math.pow(Math.tanh(x), 2)),
                new Function(
                        Algorithm.ELU, 0.5f, 0, x -> x > 0 ? x : Math.expm1(x) / 2, x -> x > 0 ? 1 : Math.exp(x) / 2),
                new Function(Algorithm.SQUARE, 0, 0, x -> x * x, x -> 2 * x),
                new Function(Algorithm.ABS, 0, 0, Math::abs, Math::signum),
                new Function(Algorithm.LINEAR, 2, 3, x -> 2 * x + 3, _ -> 2),
                new Function(Algorithm.SOFTPLUS, 1, 0, x -> Math.log1p(Math.exp(x)), PointwiseTest::logistic),
                new Function(Algorithm.LOGISTIC, 0, 0, PointwiseTest::logistic, x -> logistic(x) * (1 - logistic(x))),
                new Function(Algorithm.EXP, 0, 0, Math::exp, Math::exp),
                new Function(
                        Algorithm.SWISH, 1, 0, x -> x * logistic(x), x -> logistic(x) * (1 + x * (1 - logistic(x)))));
        return functions.stream().flatMap(f -> TYPES.stream().map(type -> Arguments.of(f, type)));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_and_its_slope_equal_java(Function function, NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(40);
            x[0] = 0.5f;
            for (int i = 0; i < x.length; i++) {
                x[i] = x[i] == 0 ? 0.25f : x[i];
            }
            float[] g = lab.random(40);
            var src = lab.sample(type, x, 4, 10);
            var dst = lab.sample(type, new float[40], 4, 10);
            var diffDst = lab.sample(type, g, 4, 10);
            var diffSrc = lab.sample(type, new float[40], 4, 10);
            PrimitiveDesc forward = Pointwise.eltwise(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            function.algorithm,
                            src.desc(),
                            dst.desc(),
                            function.alpha,
                            function.beta,
                            new Attributes())
                    .orElseThrow();
            lab.run(Optional.of(forward), Map.of(Arg.SRC, src, Arg.DST, dst));
            lab.run(
                    Pointwise.eltwiseBackward(
                            lab.scope,
                            lab.engine,
                            function.algorithm,
                            diffSrc.desc(),
                            diffDst.desc(),
                            src.desc(),
                            function.alpha,
                            function.beta,
                            forward,
                            new Attributes()),
                    Map.of(Arg.SRC, src, Arg.DIFF_DST, diffDst, Arg.DIFF_SRC, diffSrc));
            double[] of = IntStream.range(0, 40)
                    .mapToDouble(i -> function.of.applyAsDouble(x[i]))
                    .toArray();
            double[] slope = IntStream.range(0, 40)
                    .mapToDouble(i -> g[i] * function.slope.applyAsDouble(x[i]))
                    .toArray();
            assertNear(dst.values(), of, tolerance(type));
            assertNear(diffSrc.values(), slope, tolerance(type));
        }
    }

    record Operator(Algorithm algorithm, DoubleBinaryOperator of) {}

    private static Stream<Arguments> operators() {
        return Stream.of(
                        new Operator(Algorithm.ADD, Double::sum),
                        new Operator(Algorithm.SUBTRACT, (a, b) -> a - b),
                        new Operator(Algorithm.MULTIPLY, (a, b) -> a * b),
                        new Operator(Algorithm.DIVIDE, (a, b) -> a / b),
                        new Operator(Algorithm.MAXIMUM, Math::max),
                        new Operator(Algorithm.MINIMUM, Math::min))
                .flatMap(operator -> TYPES.stream().map(type -> Arguments.of(operator, type)));
    }

    @ParameterizedTest
    @MethodSource("operators")
    void an_operator_broadcasts_its_second_operand(Operator operator, NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] a = lab.random(12);
            float[] b = {1, -2, 0.5f, 4};
            var lhs = lab.sample(type, a, 3, 4);
            var rhs = lab.sample(type, b, 1, 4);
            var dst = lab.sample(type, new float[12], 3, 4);
            lab.run(
                    Pointwise.binary(
                            lab.scope,
                            lab.engine,
                            operator.algorithm,
                            lhs.desc(),
                            rhs.desc(),
                            dst.desc(),
                            new Attributes()),
                    Map.of(Arg.SRC, lhs, Arg.SRC_1, rhs, Arg.DST, dst));
            double[] expected = IntStream.range(0, 12)
                    .mapToDouble(i -> operator.of.applyAsDouble(a[i], b[i % 4]))
                    .toArray();
            assertNear(dst.values(), expected, tolerance(type));
        }
    }
}
