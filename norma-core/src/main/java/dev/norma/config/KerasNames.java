package dev.norma.config;

import java.util.Locale;

/** Names as Keras' files write them. */
public final class KerasNames {
    private KerasNames() {}

    /** {@code useBias} and {@code UseBias} as {@code use_bias}; {@code Conv2D} as {@code conv2d}, as Keras does. */
    public static String snakeCase(String name) {
        String parts = name.replaceAll("\\W+", "").replaceAll("(.)([A-Z][a-z]+)", "$1_$2");
        return parts.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
