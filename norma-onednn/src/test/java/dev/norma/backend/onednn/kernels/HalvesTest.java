package dev.norma.backend.onednn.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.tensor.DType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** All there are, and floats beside and between them. */
final class HalvesTest {
    private static final int ALL = 1 << 16;

    private final short[] halves = new short[ALL];
    private final int[] x = new int[ALL];

    HalvesTest() {
        for (int i = 0; i < ALL; i++) {
            halves[i] = (short) i;
        }
    }

    @Test
    void each_becomes_the_float_of_its_bits() {
        float[] floats = new float[ALL + 3];
        Halves.widen(halves, MemorySegment.ofArray(floats), 3, ALL, x);
        for (int i = 0; i < ALL; i++) {
            assertThat(Float.floatToRawIntBits(floats[i + 3])).isEqualTo(i << 16);
        }
    }

    @Test
    void floats_become_the_nearest_one() {
        float[] floats = new float[ALL];
        for (int lower : new int[] {0, 1, 0x7fff, 0x8000, 0x8001, 0xffff}) {
            for (int i = 0; i < ALL; i++) {
                floats[i] = Float.intBitsToFloat(i << 16 | lower);
            }
            float[] rounded = new float[ALL];
            short[] narrow = new short[ALL];
            Halves.round(MemorySegment.ofArray(floats), MemorySegment.ofArray(rounded), ALL, x);
            Halves.narrow(MemorySegment.ofArray(floats), narrow, ALL, x);
            for (int i = 0; i < ALL; i++) {
                float expected = (float) DType.BFLOAT16.round(floats[i]);
                assertThat(Float.compare(rounded[i], expected))
                        .as("%x %x", i, lower)
                        .isZero();
                assertThat(Float.compare(Float.intBitsToFloat(narrow[i] << 16), expected))
                        .as("%x %x", i, lower)
                        .isZero();
            }
        }
    }
}
