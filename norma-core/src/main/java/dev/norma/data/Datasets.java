package dev.norma.data;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * Data sets that come with the library, all from the UCI Machine Learning Repository (CC BY 4.0); {@code
 * ATTRIBUTION.md} beside the files names their authors. Each is split in the same way: row i, counted from 0, is a test
 * row where i % 5 is 4.
 */
public final class Datasets {
    private static final IntPredicate EVERY_FIFTH = i -> i % 5 == 4;

    private Datasets() {}

    /**
     * 1797 images of handwritten digits, 1438 to train on and 359 to test on.
     *
     * <pre>
     *   x   float32 [8, 8, 1], from 0 to 1     y   int32, from 0 to 9
     * </pre>
     *
     * @see <a href="https://doi.org/10.24432/C50P49">Alpaydin and Kaynak (1998), Optical Recognition of Handwritten
     *     Digits</a>
     */
    public static Split digits() {
        List<String> digits = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        return Split.of("digits", Digits.read(), EVERY_FIFTH, List.of(), digits);
    }
}
