package dev.norma.backend.onednn.ffi;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.backend.onednn.library.LibraryLoader;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Runs one primitive on numbers of a test. */
final class Lab implements AutoCloseable {
    private static final class Holder {
        static final Engine ENGINE = new Engine(LibraryLoader.load()
                .loaded()
                .orElseThrow(() -> new AssertionError(
                        "not available: " + LibraryLoader.load().why())));
    }

    /** A tensor of a test: descriptor and bytes. */
    record Sample(MemoryDesc desc, NativeType type, MemorySegment data, int count) {
        float[] values() {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = type == NativeType.F32
                        ? data.getAtIndex(JAVA_FLOAT, i)
                        : Float.intBitsToFloat(data.getAtIndex(JAVA_SHORT, i) << 16);
            }
            return values;
        }
    }

    final Engine engine = Holder.ENGINE;
    final NativeScope scope = new NativeScope();
    private final Random random = new Random(7);

    /** Whether this processor computes in a type. */
    boolean has(NativeType type) {
        return type != NativeType.BF16 || engine.instructionSet() >= 39;
    }

    /** How far a result of numbers near 1 may be off. */
    static double tolerance(NativeType type) {
        return type == NativeType.BF16 ? 0.04 : 1e-4;
    }

    float[] random(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Math.round(random.nextFloat(-1, 1) * 64) / 64f;
        }
        return values;
    }

    /** A row-major tensor that holds {@code values}. */
    Sample sample(NativeType type, float[] values, long... dims) {
        return fill(MemoryDesc.rowMajor(scope, engine, type, dims), type, values);
    }

    /** A tensor with axes {@code [n, c, h, w]} whose channels are innermost in memory. */
    Sample nhwc(NativeType type, float[] values, long n, long c, long h, long w) {
        long[] strides = {h * w * c, 1, w * c, c};
        return fill(MemoryDesc.strided(scope, engine, type, new long[] {n, c, h, w}, strides), type, values);
    }

    Sample of(MemoryDesc desc, NativeType type) {
        int count = Math.toIntExact(desc.bytes() / type.bytes());
        return new Sample(desc, type, scope.allocate(desc.bytes()), count);
    }

    private Sample fill(MemoryDesc desc, NativeType type, float[] values) {
        Sample sample = new Sample(desc, type, scope.allocate(desc.bytes()), values.length);
        for (int i = 0; i < values.length; i++) {
            if (type == NativeType.F32) {
                sample.data().setAtIndex(JAVA_FLOAT, i, values[i]);
            } else {
                sample.data().setAtIndex(JAVA_SHORT, i, bf16(values[i]));
            }
        }
        return sample;
    }

    static short bf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Compiles the primitive and runs it; its scratchpad is added. */
    void run(Optional<PrimitiveDesc> made, Map<Integer, Sample> samples) {
        PrimitiveDesc desc = made.orElseThrow(() -> new AssertionError("no implementation"));
        var memories = new LinkedHashMap<Integer, Memory>();
        samples.forEach((role, sample) -> memories.put(role, Memory.at(scope, engine, sample.desc(), sample.data())));
        MemoryDesc scratchpad = desc.scratchpad();
        if (scratchpad.bytes() > 0) {
            memories.put(Arg.SCRATCHPAD, Memory.at(scope, engine, scratchpad, scope.allocate(scratchpad.bytes())));
        }
        assertThat(desc.implementation()).isNotBlank();
        engine.execute(desc.create(), Arguments.of(scope, memories));
    }

    static void assertNear(float[] result, double[] expected, double tolerance) {
        assertThat(result).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) result[i])
                    .as("element %d", i)
                    .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(tolerance));
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
