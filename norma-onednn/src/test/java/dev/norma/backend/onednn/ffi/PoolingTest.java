package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of 2 by 2, side by side, over 5 by 4 with a row of padding behind. */
final class PoolingTest {
    private static final int C = 3;
    private static final int H = 5;
    private static final int W = 4;
    private static final int OH = 3;
    private static final int OW = 2;
    private static final long[] KERNEL = {2, 2};
    private static final Window WINDOW =
            new Window(new long[] {2, 2}, new long[] {1, 1}, new long[] {0, 0}, new long[] {1, 0});

    @ParameterizedTest
    @CsvSource({
        "MAX_POOLING, F32",
        "MAX_POOLING, BF16",
        "AVERAGE_WITH_PADDING, F32",
        "AVERAGE_WITH_PADDING, BF16",
        "AVERAGE_WITHOUT_PADDING, F32",
        "AVERAGE_WITHOUT_PADDING, BF16"
    })
    void result_and_gradient_equal_loops(Algorithm algorithm, NativeType type) {
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(C * H * W);
            for (int i = 0; i < x.length; i++) {
                x[i] = (i * 37 % 61 - 30) / 32f; // no two equal: the place of the largest is known
            }
            float[] g = lab.random(C * OH * OW);
            var src = lab.nhwc(type, x, 1, C, H, W);
            var dst = lab.nhwc(type, new float[g.length], 1, C, OH, OW);
            var diffDst = lab.nhwc(type, g, 1, C, OH, OW);
            var diffSrc = lab.nhwc(type, new float[x.length], 1, C, H, W);
            PrimitiveDesc forward = Pooling.forward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            algorithm,
                            src.desc(),
                            dst.desc(),
                            KERNEL,
                            WINDOW,
                            new Attributes())
                    .orElseThrow();
            var backward = Pooling.backward(
                    lab.scope,
                    lab.engine,
                    algorithm,
                    diffSrc.desc(),
                    diffDst.desc(),
                    KERNEL,
                    WINDOW,
                    forward,
                    new Attributes());
            if (algorithm == Algorithm.MAX_POOLING) {
                var workspace = lab.of(forward.workspace(), NativeType.U8);
                lab.run(java.util.Optional.of(forward), Map.of(Arg.SRC, src, Arg.DST, dst, Arg.WORKSPACE, workspace));
                lab.run(backward, Map.of(Arg.DIFF_DST, diffDst, Arg.DIFF_SRC, diffSrc, Arg.WORKSPACE, workspace));
            } else {
                lab.run(java.util.Optional.of(forward), Map.of(Arg.SRC, src, Arg.DST, dst));
                lab.run(backward, Map.of(Arg.DIFF_DST, diffDst, Arg.DIFF_SRC, diffSrc));
            }
            double[] pooled = new double[g.length];
            double[] gradient = new double[x.length];
            for (int place = 0; place < OH * OW * C; place++) {
                int c = place % C;
                int top = 2 * (place / C / OW);
                int left = 2 * (place / C % OW);
                int[] taps = new int[] {0, 1, 2, 3};
                taps = Arrays.stream(taps)
                        .filter(tap -> top + tap / 2 < H)
                        .map(tap -> ((top + tap / 2) * W + left + tap % 2) * C + c)
                        .toArray();
                if (algorithm == Algorithm.MAX_POOLING) {
                    int largest = Arrays.stream(taps)
                            .boxed()
                            .max((a, b) -> Float.compare(x[a], x[b]))
                            .orElseThrow();
                    pooled[place] = x[largest];
                    gradient[largest] += g[place];
                } else {
                    int count = algorithm == Algorithm.AVERAGE_WITH_PADDING ? 4 : taps.length;
                    for (int tap : taps) {
                        pooled[place] += (double) x[tap] / count;
                        gradient[tap] += (double) g[place] / count;
                    }
                }
            }
            assertNear(dst.values(), pooled, tolerance(type));
            assertNear(diffSrc.values(), gradient, tolerance(type));
        }
    }
}
