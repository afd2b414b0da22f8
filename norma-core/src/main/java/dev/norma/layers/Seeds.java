package dev.norma.layers;

/** Seeds that follow from one seed and a name, so that no order of drawing matters. */
final class Seeds {
    private Seeds() {}

    static long of(long root, String name) {
        long seed = root;
        for (int i = 0; i < name.length(); i++) {
            seed = mix(seed + name.charAt(i));
        }
        return mix(seed);
    }

    static long fresh() {
        return new java.security.SecureRandom().nextLong();
    }

    /** The finalizer of SplitMix64. Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators. */
    private static long mix(long z) {
        long x = z + 0x9E3779B97F4A7C15L;
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
