package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AssemblyTest {
    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void sums_with_scales(NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] a = lab.random(8);
            float[] b = lab.random(8);
            float[] c = lab.random(8);
            var first = lab.sample(type, a, 8);
            var second = lab.sample(type, b, 8);
            var third = lab.sample(type, c, 8);
            var dst = lab.sample(type, new float[8], 8);
            lab.run(
                    Assembly.sum(
                            lab.scope,
                            lab.engine,
                            dst.desc(),
                            new float[] {1, -2, 0.5f},
                            List.of(first.desc(), second.desc(), third.desc()),
                            new Attributes()),
                    Map.of(Arg.source(0), first, Arg.source(1), second, Arg.source(2), third, Arg.DST, dst));
            assertNear(
                    dst.values(),
                    IntStream.range(0, 8)
                            .mapToDouble(i -> a[i] - 2 * b[i] + 0.5 * c[i])
                            .toArray(),
                    tolerance(type));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void concatenates(NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            var left = lab.sample(type, new float[] {1, 2, 3, 4}, 2, 2);
            var right = lab.sample(type, new float[] {5, 6}, 2, 1);
            var dst = lab.sample(type, new float[6], 2, 3);
            lab.run(
                    Assembly.concat(
                            lab.scope, lab.engine, dst.desc(), 1, List.of(left.desc(), right.desc()), new Attributes()),
                    Map.of(Arg.source(0), left, Arg.source(1), right, Arg.DST, dst));
            assertThat(dst.values()).containsExactly(1, 2, 5, 3, 4, 6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REDUCE_SUM, 6.5",
        "REDUCE_MEAN, 1.625",
        "REDUCE_MAX, 4",
        "REDUCE_MIN, -1.5",
        "REDUCE_SUM_OF_POWERS, 28.25"
    })
    void reduces_an_axis(Algorithm algorithm, double expected) {
        try (Lab lab = new Lab()) {
            var src = lab.sample(NativeType.F32, new float[] {1, 4, 3, -1.5f, 1, 4, 3, -1.5f}, 2, 4);
            var dst = lab.sample(NativeType.F32, new float[2], 2, 1);
            lab.run(
                    Assembly.reduction(lab.scope, lab.engine, algorithm, src.desc(), dst.desc(), 2, new Attributes()),
                    Map.of(Arg.SRC, src, Arg.DST, dst));
            assertNear(dst.values(), new double[] {expected, expected}, 1e-5);
        }
    }

    @Test
    void reorders_into_a_layout_that_a_primitive_chose_and_back() {
        try (Lab lab = new Lab()) {
            float[] x = lab.random(64 * 32 * 9);
            var plain = lab.sample(NativeType.F32, x, 64, 32, 3, 3);
            Window window = new Window(new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1});
            MemoryDesc packed = Convolution.forward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            lab.nhwc(NativeType.F32, new float[32 * 64], 1, 32, 8, 8)
                                    .desc(),
                            MemoryDesc.any(lab.scope, lab.engine, NativeType.F32, 64, 32, 3, 3),
                            null,
                            lab.nhwc(NativeType.F32, new float[64 * 64], 1, 64, 8, 8)
                                    .desc(),
                            window,
                            new Attributes())
                    .orElseThrow()
                    .weights();
            assertThat(packed.sameAs(plain.desc())).isFalse();
            var there = lab.of(packed, NativeType.F32);
            var back = lab.sample(NativeType.F32, new float[x.length], 64, 32, 3, 3);
            lab.run(
                    Assembly.reorder(lab.scope, lab.engine, plain.desc(), packed, new Attributes()),
                    Map.of(Arg.SRC, plain, Arg.DST, there));
            assertThat(there.values()).isNotEqualTo(x);
            lab.run(
                    Assembly.reorder(lab.scope, lab.engine, packed, back.desc(), new Attributes()),
                    Map.of(Arg.SRC, there, Arg.DST, back));
            assertThat(back.values()).isEqualTo(x);
        }
    }

    @ParameterizedTest
    @CsvSource({"SOFTMAX, F32", "SOFTMAX, BF16", "LOG_SOFTMAX, F32", "LOG_SOFTMAX, BF16"})
    void softmax_and_its_gradient_equal_java(Algorithm algorithm, NativeType type) {
        int rows = 3;
        int size = 7;
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(rows * size);
            float[] g = lab.random(rows * size);
            var src = lab.sample(type, x, rows, size);
            var dst = lab.sample(type, new float[x.length], rows, size);
            var diffDst = lab.sample(type, g, rows, size);
            var diffSrc = lab.sample(type, new float[x.length], rows, size);
            PrimitiveDesc forward = Softmax.forward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            algorithm,
                            src.desc(),
                            dst.desc(),
                            1,
                            new Attributes())
                    .orElseThrow();
            lab.run(Optional.of(forward), Map.of(Arg.SRC, src, Arg.DST, dst));
            lab.run(
                    Softmax.backward(
                            lab.scope,
                            lab.engine,
                            algorithm,
                            diffSrc.desc(),
                            diffDst.desc(),
                            dst.desc(),
                            1,
                            forward,
                            new Attributes()),
                    Map.of(Arg.DST, dst, Arg.DIFF_DST, diffDst, Arg.DIFF_SRC, diffSrc));
            double[] of = new double[x.length];
            double[] slope = new double[x.length];
            for (int row = 0; row < rows; row++) {
                double total = 0;
                for (int i = 0; i < size; i++) {
                    total += Math.exp(x[row * size + i]);
                }
                double along = 0;
                for (int i = row * size; i < (row + 1) * size; i++) {
                    double p = Math.exp(x[i]) / total;
                    of[i] = algorithm == Algorithm.SOFTMAX ? p : Math.log(p);
                    along += algorithm == Algorithm.SOFTMAX ? g[i] * p : g[i];
                }
                for (int i = row * size; i < (row + 1) * size; i++) {
                    double p = Math.exp(x[i]) / total;
                    slope[i] = algorithm == Algorithm.SOFTMAX ? p * (g[i] - along) : g[i] - p * along;
                }
            }
            assertNear(dst.values(), of, tolerance(type));
            assertNear(diffSrc.values(), slope, tolerance(type));
        }
    }
}
