package dev.norma.tensor;

/**
 * The counter-based random generator Philox4x32-10: four words of a counter and two of a key give four random words, and
 * nothing else does. So numbers can be drawn in any order and by any number of threads.
 *
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3</a>
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final long FACTOR_0 = 0xD2511F53L;
    private static final long FACTOR_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox() {}

    /** Four random words. */
    public static int[] words(int counter0, int counter1, int counter2, int counter3, int key0, int key1) {
        int c0 = counter0;
        int c1 = counter1;
        int c2 = counter2;
        int c3 = counter3;
        for (int round = 0; round < ROUNDS; round++) {
            long first = FACTOR_0 * Integer.toUnsignedLong(c0);
            long second = FACTOR_1 * Integer.toUnsignedLong(c2);
            c0 = (int) (second >>> 32) ^ c1 ^ (key0 + round * WEYL_0);
            c1 = (int) second;
            c2 = (int) (first >>> 32) ^ c3 ^ (key1 + round * WEYL_1);
            c3 = (int) first;
        }
        return new int[] {c0, c1, c2, c3};
    }
}
