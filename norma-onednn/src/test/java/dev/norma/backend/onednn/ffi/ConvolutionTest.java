package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels innermost, kernels as {@code [height, width, in, out]}, a stride of 2, padding on one side. */
final class ConvolutionTest {
    private static final int N = 2;
    private static final int C = 3;
    private static final int H = 6;
    private static final int W = 5;
    private static final int O = 4;
    private static final int K = 3;
    private static final int OH = 3;
    private static final int OW = 3;
    private static final Window WINDOW =
            new Window(new long[] {2, 2}, new long[] {1, 1}, new long[] {0, 1}, new long[] {1, 1});

    private static MemoryDesc kernel(Lab lab, NativeType type) {
        long[] strides = {1, O, (long) K * C * O, (long) C * O};
        return MemoryDesc.strided(lab.scope, lab.engine, type, new long[] {O, C, K, K}, strides);
    }

    private interface Tap {
        void at(int src, int weight, int dst);
    }

    private static void each(Tap tap) {
        for (int n = 0; n < N; n++) {
            for (int y = 0; y < OH; y++) {
                for (int x = 0; x < OW; x++) {
                    for (int i = 0; i < K * K; i++) {
                        int sy = 2 * y + i / K;
                        int sx = 2 * x + i % K - 1;
                        if (sy >= H || sx < 0 || sx >= W) {
                            continue;
                        }
                        for (int c = 0; c < C; c++) {
                            for (int o = 0; o < O; o++) {
                                tap.at(
                                        ((n * H + sy) * W + sx) * C + c,
                                        (i * C + c) * O + o,
                                        ((n * OH + y) * OW + x) * O + o);
                            }
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void forward_equals_loops(NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(N * C * H * W);
            float[] k = lab.random(K * K * C * O);
            float[] b = lab.random(O);
            var src = lab.nhwc(type, x, N, C, H, W);
            var weights = lab.sample(type, k, K, K, C, O);
            var bias = lab.sample(NativeType.F32, b, O);
            var dst = lab.nhwc(type, new float[N * O * OH * OW], N, O, OH, OW);
            MemoryDesc desc = kernel(lab, type);
            lab.run(
                    Convolution.forward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            src.desc(),
                            desc,
                            bias.desc(),
                            dst.desc(),
                            WINDOW,
                            new Attributes()),
                    Map.of(
                            Arg.SRC,
                            src,
                            Arg.WEIGHTS,
                            new Lab.Sample(desc, type, weights.data(), k.length),
                            Arg.BIAS,
                            bias,
                            Arg.DST,
                            dst));
            double[] expected = new double[N * O * OH * OW];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = b[i % O];
            }
            each((s, w, d) -> expected[d] += x[s] * k[w]);
            assertNear(dst.values(), expected, 2 * tolerance(type));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void gradients_equal_loops(NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(N * C * H * W);
            float[] k = lab.random(K * K * C * O);
            float[] g = lab.random(N * O * OH * OW);
            var src = lab.nhwc(type, x, N, C, H, W);
            var weights = lab.sample(type, k, K, K, C, O);
            var diffDst = lab.nhwc(type, g, N, O, OH, OW);
            var diffSrc = lab.nhwc(type, new float[x.length], N, C, H, W);
            var diffWeights = lab.sample(NativeType.F32, new float[k.length], K, K, C, O);
            var diffBias = lab.sample(NativeType.F32, new float[O], O);
            MemoryDesc desc = kernel(lab, type);
            MemoryDesc diffDesc = kernel(lab, NativeType.F32);
            PrimitiveDesc forward = Convolution.forward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            src.desc(),
                            desc,
                            null,
                            diffDst.desc(),
                            WINDOW,
                            new Attributes())
                    .orElseThrow();
            lab.run(
                    Convolution.backwardData(
                            lab.scope,
                            lab.engine,
                            diffSrc.desc(),
                            desc,
                            diffDst.desc(),
                            WINDOW,
                            forward,
                            new Attributes()),
                    Map.of(
                            Arg.DIFF_DST,
                            diffDst,
                            Arg.WEIGHTS,
                            new Lab.Sample(desc, type, weights.data(), k.length),
                            Arg.DIFF_SRC,
                            diffSrc));
            lab.run(
                    Convolution.backwardWeights(
                            lab.scope,
                            lab.engine,
                            src.desc(),
                            diffDesc,
                            diffBias.desc(),
                            diffDst.desc(),
                            WINDOW,
                            forward,
                            new Attributes()),
                    Map.of(
                            Arg.SRC,
                            src,
                            Arg.DIFF_DST,
                            diffDst,
                            Arg.DIFF_WEIGHTS,
                            new Lab.Sample(diffDesc, NativeType.F32, diffWeights.data(), k.length),
                            Arg.DIFF_BIAS,
                            diffBias));
            double[] ofSrc = new double[x.length];
            double[] ofWeights = new double[k.length];
            double[] ofBias = new double[O];
            each((s, w, d) -> {
                ofSrc[s] += g[d] * k[w];
                ofWeights[w] += g[d] * x[s];
            });
            for (int i = 0; i < g.length; i++) {
                ofBias[i % O] += g[i];
            }
            assertNear(diffSrc.values(), ofSrc, 2 * tolerance(type));
            assertNear(diffWeights.values(), ofWeights, tolerance(type));
            assertNear(diffBias.values(), ofBias, tolerance(type));
        }
    }
}
