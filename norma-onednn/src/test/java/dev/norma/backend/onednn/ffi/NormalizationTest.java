package dev.norma.backend.onednn.ffi;

import static dev.norma.backend.onednn.ffi.Lab.assertNear;
import static dev.norma.backend.onednn.ffi.Lab.tolerance;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One formula for both: {@code groups} of numbers are normalized each by itself. */
final class NormalizationTest {
    private static final float EPSILON = 1e-2f;

    /** What the formula gives for numbers {@code x[group + groups * i]}, or {@code x[group * size + i]} by rows. */
    private record Reference(
            double[] mean, double[] variance, double[] result, double[] diffX, double[] diffScale, double[] diffShift) {
        static Reference of(
                float[] x,
                float[] scale,
                float[] shift,
                float[] g,
                int groups,
                boolean rows,
                boolean relu,
                boolean given,
                float[] givenMean,
                float[] givenVariance) {
            int size = x.length / groups;
            int parameters = rows ? size : groups;
            var r = new Reference(
                    new double[groups],
                    new double[groups],
                    new double[x.length],
                    new double[x.length],
                    new double[parameters],
                    new double[parameters]);
            for (int group = 0; group < groups; group++) {
                double mean = 0;
                double square = 0;
                for (int i = 0; i < size; i++) {
                    mean += x[rows ? group * size + i : group + groups * i] / (double) size;
                }
                for (int i = 0; i < size; i++) {
                    double d = x[rows ? group * size + i : group + groups * i] - mean;
                    square += d * d / size;
                }
                if (given) {
                    mean = givenMean[group];
                    square = givenVariance[group];
                }
                r.mean[group] = mean;
                r.variance[group] = square;
                double root = Math.sqrt(square + EPSILON);
                double sum = 0;
                double product = 0;
                double[] upstream = new double[size];
                for (int i = 0; i < size; i++) {
                    int at = rows ? group * size + i : group + groups * i;
                    int p = rows ? i : group;
                    double hat = (x[at] - mean) / root;
                    double y = hat * scale[p] + shift[p];
                    r.result[at] = relu ? Math.max(y, 0) : y;
                    upstream[i] = relu && y <= 0 ? 0 : g[at];
                    r.diffScale[p] += upstream[i] * hat;
                    r.diffShift[p] += upstream[i];
                    sum += upstream[i] * scale[p];
                    product += upstream[i] * scale[p] * hat;
                }
                for (int i = 0; i < size; i++) {
                    int at = rows ? group * size + i : group + groups * i;
                    int p = rows ? i : group;
                    double hat = (x[at] - mean) / root;
                    double through = given ? 0 : (sum + hat * product) / size;
                    r.diffX[at] = (upstream[i] * scale[p] - through) / root;
                }
            }
            return r;
        }
    }

    @ParameterizedTest
    @CsvSource({"F32, false, false", "F32, true, false", "F32, false, true", "BF16, false, false", "BF16, true, false"})
    void batches_equal_the_formula(NativeType type, boolean relu, boolean given) {
        int n = 2;
        int c = 16;
        int h = 3;
        int w = 3;
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(n * c * h * w);
            float[] g = lab.random(x.length);
            float[] scaleOf = lab.random(c);
            float[] shiftOf = lab.random(c);
            float[] meanOf = lab.random(c);
            float[] varianceOf = lab.random(c);
            for (int i = 0; i < c; i++) {
                varianceOf[i] = 1 + varianceOf[i] / 2;
            }
            int flags = Normalization.SCALE
                    | Normalization.SHIFT
                    | (relu ? Normalization.RELU : 0)
                    | (given ? Normalization.GIVEN_STATISTICS : 0);
            var src = lab.nhwc(type, x, n, c, h, w);
            var dst = lab.nhwc(type, new float[x.length], n, c, h, w);
            var diffDst = lab.nhwc(type, g, n, c, h, w);
            var diffSrc = lab.nhwc(type, new float[x.length], n, c, h, w);
            var scale = lab.sample(NativeType.F32, scaleOf, c);
            var shift = lab.sample(NativeType.F32, shiftOf, c);
            var mean = lab.sample(NativeType.F32, given ? meanOf : new float[c], c);
            var variance = lab.sample(NativeType.F32, given ? varianceOf : new float[c], c);
            var diffScale = lab.sample(NativeType.F32, new float[c], c);
            var diffShift = lab.sample(NativeType.F32, new float[c], c);
            PrimitiveDesc forward = Normalization.batchForward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            src.desc(),
                            dst.desc(),
                            EPSILON,
                            flags,
                            new Attributes())
                    .orElseThrow();
            var samples = new LinkedHashMap<Integer, Lab.Sample>(Map.of(
                    Arg.SRC,
                    src,
                    Arg.DST,
                    dst,
                    Arg.SCALE,
                    scale,
                    Arg.SHIFT,
                    shift,
                    Arg.MEAN,
                    mean,
                    Arg.VARIANCE,
                    variance));
            if (relu) {
                samples.put(Arg.WORKSPACE, lab.of(forward.workspace(), NativeType.U8));
            }
            lab.run(Optional.of(forward), samples);
            samples.remove(Arg.DST);
            samples.remove(Arg.SHIFT);
            samples.putAll(Map.of(
                    Arg.DIFF_DST,
                    diffDst,
                    Arg.DIFF_SRC,
                    diffSrc,
                    Arg.DIFF_SCALE,
                    diffScale,
                    Arg.DIFF_SHIFT,
                    diffShift));
            lab.run(
                    Normalization.batchBackward(
                            lab.scope,
                            lab.engine,
                            Direction.BACKWARD,
                            diffSrc.desc(),
                            diffDst.desc(),
                            src.desc(),
                            EPSILON,
                            flags,
                            forward,
                            new Attributes()),
                    samples);
            Reference expected = Reference.of(x, scaleOf, shiftOf, g, c, false, relu, given, meanOf, varianceOf);
            assertNear(mean.values(), expected.mean, 1e-5);
            assertNear(variance.values(), expected.variance, 1e-5);
            assertNear(dst.values(), expected.result, tolerance(type));
            assertNear(diffSrc.values(), expected.diffX, 2 * tolerance(type));
            assertNear(diffScale.values(), expected.diffScale, 2 * tolerance(type));
            assertNear(diffShift.values(), expected.diffShift, 2 * tolerance(type));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "BF16"})
    void layers_equal_the_formula(NativeType type) {
        int rows = 5;
        int size = 12;
        try (Lab lab = new Lab()) {
            assumeTrue(lab.has(type));
            float[] x = lab.random(rows * size);
            float[] g = lab.random(x.length);
            float[] scaleOf = lab.random(size);
            float[] shiftOf = lab.random(size);
            int flags = Normalization.SCALE | Normalization.SHIFT;
            var src = lab.sample(type, x, rows, size);
            var dst = lab.sample(type, new float[x.length], rows, size);
            var diffDst = lab.sample(type, g, rows, size);
            var diffSrc = lab.sample(type, new float[x.length], rows, size);
            var scale = lab.sample(NativeType.F32, scaleOf, size);
            var shift = lab.sample(NativeType.F32, shiftOf, size);
            var mean = lab.sample(NativeType.F32, new float[rows], rows);
            var variance = lab.sample(NativeType.F32, new float[rows], rows);
            var diffScale = lab.sample(NativeType.F32, new float[size], size);
            var diffShift = lab.sample(NativeType.F32, new float[size], size);
            PrimitiveDesc forward = Normalization.layerForward(
                            lab.scope,
                            lab.engine,
                            Direction.TRAINING,
                            src.desc(),
                            dst.desc(),
                            mean.desc(),
                            EPSILON,
                            flags,
                            new Attributes())
                    .orElseThrow();
            var samples = new LinkedHashMap<Integer, Lab.Sample>(Map.of(
                    Arg.SRC,
                    src,
                    Arg.DST,
                    dst,
                    Arg.SCALE,
                    scale,
                    Arg.SHIFT,
                    shift,
                    Arg.MEAN,
                    mean,
                    Arg.VARIANCE,
                    variance));
            lab.run(Optional.of(forward), samples);
            samples.remove(Arg.DST);
            samples.remove(Arg.SHIFT);
            samples.putAll(Map.of(
                    Arg.DIFF_DST,
                    diffDst,
                    Arg.DIFF_SRC,
                    diffSrc,
                    Arg.DIFF_SCALE,
                    diffScale,
                    Arg.DIFF_SHIFT,
                    diffShift));
            lab.run(
                    Normalization.layerBackward(
                            lab.scope,
                            lab.engine,
                            Direction.BACKWARD,
                            diffSrc.desc(),
                            diffDst.desc(),
                            src.desc(),
                            mean.desc(),
                            EPSILON,
                            flags,
                            forward,
                            new Attributes()),
                    samples);
            Reference expected =
                    Reference.of(x, scaleOf, shiftOf, g, rows, true, false, false, new float[rows], new float[rows]);
            assertNear(mean.values(), expected.mean, 1e-5);
            assertNear(dst.values(), expected.result, tolerance(type));
            assertNear(diffSrc.values(), expected.diffX, 2 * tolerance(type));
            assertNear(diffScale.values(), expected.diffScale, 2 * tolerance(type));
        }
    }
}
