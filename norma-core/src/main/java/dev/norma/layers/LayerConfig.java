package dev.norma.layers;

import dev.norma.config.OptionType;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import dev.norma.tensor.Complaint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration taken apart: what every layer has, and the settings of its class. Read whole before anything is set. */
final class LayerConfig {
    private final Layer layer;
    private final @Nullable String name;
    private final @Nullable Boolean trainable;
    private final @Nullable Policy policy;
    private final @Nullable Regularizer activityRegularizer;
    private final Map<String, @Nullable Object> settings;

    LayerConfig(Layer layer, Map<String, ? extends @Nullable Object> config) {
        this.layer = layer;
        settings = new LinkedHashMap<>(config);
        name = take("name", OptionType.TEXT);
        trainable = take("trainable", OptionType.BOOLEAN);
        policy = policy(settings.remove("dtype"));
        activityRegularizer = take("activity_regularizer", Regularizers.TYPE);
    }

    void apply() {
        layer.refuseConfiguration(name);
        layer.tentatively(name, policy, () -> layer.options().configure(settings));
        if (trainable != null) {
            layer.setTrainableAlone(trainable);
        }
        if (activityRegularizer != null) {
            layer.setActivityRegularizer(activityRegularizer);
        }
        layer.configured();
    }

    private <T> @Nullable T take(String key, OptionType<T> type) {
        Object given = settings.remove(key);
        T value = given == null ? null : type.read(given);
        if (given != null && value == null) {
            throw refused(key, type.expected(), given);
        }
        return value;
    }

    private @Nullable Policy policy(@Nullable Object given) {
        return switch (given) {
            case null -> null;
            case String name -> Policy.named(name);
            case Map<?, ?> map
            when map.get("config") instanceof Map<?, ?> config && config.get("name") instanceof String name ->
                Policy.named(name);
            default -> throw refused("dtype", "the name or the configuration of a dtype policy", given);
        };
    }

    private IllegalArgumentException refused(String key, String expected, Object given) {
        String which = name == null ? layer.toString() : "layer \"" + name + "\"";
        return new Complaint(
                        "%s: %s cannot be this".formatted(which, key), expected, given.toString(), "give " + expected)
                .asArgument();
    }
}
