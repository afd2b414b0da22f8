package dev.norma.layers;

import dev.norma.config.OptionType;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which statistics a batch normalization normalizes with. */
public enum NormalizeBy {
    /** The batch's in training and the stored ones in inference; a frozen layer uses the stored ones always. */
    AS_KERAS,
    /** The batch's in training, even where the layer is frozen; the stored ones in inference. */
    BATCH,
    /** The stored ones, in training too. */
    STORED;

    static final OptionType<NormalizeBy> TYPE = OptionType.of(
            "one of " + Arrays.toString(values()),
            NormalizeBy::read,
            by -> by.name().toLowerCase(Locale.ROOT));

    private static @Nullable NormalizeBy read(Object given) {
        return given instanceof String name
                ? Arrays.stream(values())
                        .filter(by -> by.name().equalsIgnoreCase(name))
                        .findFirst()
                        .orElse(null)
                : given instanceof NormalizeBy by ? by : null;
    }
}
