package dev.norma.data;

/**
 * Random whole numbers from a seed and a stream, the same on each machine and each Java version.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood (2014), Fast splittable pseudorandom
 *     number generators</a>
 */
final class Draws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Draws(long seed, long stream) {
        this.state = mix(mix(seed + GOLDEN) + stream * GOLDEN);
    }

    /** A number from 0 to bound - 1, each as likely as the others. */
    int below(int bound) {
        // The upper half of a 32 by 32 bit product is uniform once the few lower halves that are too many are left out.
        long product = draw() * bound;
        int low = (int) product;
        if (Integer.compareUnsigned(low, bound) < 0) {
            int surplus = Integer.remainderUnsigned(-bound, bound);
            while (Integer.compareUnsigned(low, surplus) < 0) {
                product = draw() * bound;
                low = (int) product;
            }
        }
        return (int) (product >>> 32);
    }

    private long draw() {
        state += GOLDEN;
        return mix(state) >>> 32;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
