package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MatMulTest {
    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void multiplies_adds_the_bias_and_cuts_off_below_zero(NativeType type) {
        int batch = 2;
        int m = 3;
        int k = 5;
        int n = 4;
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] a = lab.random(batch * m * k);
            float[] b = lab.random(batch * k * n);
            float[] c = lab.random(n);
            var src = lab.sample(type, a, batch, m, k);
            var weights = lab.sample(type, b, batch, k, n);
            var bias = lab.sample(NativeType.F32, c, 1, 1, n);
            var dst = lab.sample(type, new float[batch * m * n], batch, m, n);
            lab.run(
                    MatMul.of(
                            lab.scope,
                            lab.engine,
                            src.desc(),
                            weights.desc(),
                            bias.desc(),
                            dst.desc(),
                            new Attributes().eltwise(Algorithm.RELU, 0, 0)),
                    Map.of(Arg.SRC, src, Arg.WEIGHTS, weights, Arg.BIAS, bias, Arg.DST, dst));
            double[] expected = new double[batch * m * n];
            for (int i = 0; i < batch * m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = c[j];
                    for (int l = 0; l < k; l++) {
                        sum += a[i * k + l] * b[i / m * k * n + l * n + j];
                    }
                    expected[i * n + j] = Math.max(sum, 0);
                }
            }
            assertNear(dst.values(), expected, tolerance(type));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void reads_a_transposed_operand_by_its_strides_and_adds_to_what_is_there(NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] a = lab.random(6);
            float[] b = lab.random(6);
            float[] before = lab.random(4);
            var src = lab.sample(type, a, 2, 3);
            var weights = lab.sample(type, b, 2, 3);
            var transposed = MemoryDesc.strided(lab.scope, lab.engine, type, new long[] {3, 2}, new long[] {1, 3});
            var dst = lab.sample(type, before, 2, 2);
            lab.run(
                    MatMul.of(lab.scope, lab.engine, src.desc(), transposed, null, dst.desc(), new Attributes().sum(1)),
                    Map.of(
                            Arg.SRC,
                            src,
                            Arg.WEIGHTS,
                            new Lab.Sample(transposed, type, weights.data(), 6),
                            Arg.DST,
                            dst));
            double[] expected = new double[4];
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    expected[i * 2 + j] = before[i * 2 + j];
                    for (int l = 0; l < 3; l++) {
                        expected[i * 2 + j] += a[i * 3 + l] * b[j * 3 + l];
                    }
                }
            }
            assertNear(dst.values(), expected, tolerance(type));
        }
    }
}
