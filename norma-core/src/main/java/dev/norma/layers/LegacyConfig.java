package dev.norma.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A configuration that tf_keras wrote, as one of Norma's. */
final class LegacyConfig {
    private static final System.Logger LOG = System.getLogger(BatchNormalization.class.getName());

    private LegacyConfig() {}

    static Map<String, @Nullable Object> read(Map<String, ? extends @Nullable Object> config) {
        Map<String, @Nullable Object> read = new LinkedHashMap<>(config);
        read.put("semantics", Semantics.TF_KERAS);
        if (read.get("virtual_batch_size") != null && read.get("axis") instanceof List<?> stored) {
            read.put("axis", unshifted(stored));
        }
        if (read.get("adjustment") != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "layer \"{0}\": an adjustment cannot be read from a configuration; it is left out",
                    read.get("name"));
        }
        read.remove("adjustment");
        return read;
    }

    /** A built layer with ghost batches stored the axes of its weights, which have one more in front of the channels. */
    private static List<Object> unshifted(List<?> stored) {
        return stored.stream()
                .map(Objects::requireNonNull)
                .map(axis -> axis instanceof Number at ? (Object) (at.intValue() - 1) : axis)
                .toList();
    }
}
