package dev.norma.runtime.interpreter;

/**
 * The counter-based random generator Philox4x32-10: four words of a counter and two of a key give four random words.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3</a>
 */
final class Philox {
    private static final int ROUNDS = 10;
    private static final long FACTOR_0 = 0xD2511F53L;
    private static final long FACTOR_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /** Four random words. */
    static int[] words(int counter0, int counter1, int counter2, int counter3, int key0, int key1) {
        int[] c = {counter0, counter1, counter2, counter3};
        for (int round = 0; round < ROUNDS; round++) {
            long first = FACTOR_0 * Integer.toUnsignedLong(c[0]);
            long second = FACTOR_1 * Integer.toUnsignedLong(c[2]);
            c = new int[] {
                (int) (second >>> 32) ^ c[1] ^ (key0 + round * WEYL_0),
                (int) second,
                (int) (first >>> 32) ^ c[3] ^ (key1 + round * WEYL_1),
                (int) first
            };
        }
        return c;
    }
}
