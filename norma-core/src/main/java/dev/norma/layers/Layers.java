package dev.norma.layers;

import dev.norma.config.Family;
import dev.norma.config.OptionType;
import dev.norma.tensor.Complaint;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Layers by Keras' class names. */
public final class Layers {
    private static final Family<Layer> FAMILY = new Family<Layer>("layer")
            .with("Dense", Dense::new)
            .with("Activation", Activation::new)
            .with("ReLU", ReLU::new)
            .with("Softmax", Softmax::new)
            .with("Conv1D", Conv1D::new)
            .with("Conv2D", Conv2D::new)
            .with("DepthwiseConv2D", DepthwiseConv2D::new)
            .with("MaxPooling2D", MaxPooling2D::new)
            .with("AveragePooling2D", AveragePooling2D::new)
            .with("GlobalAveragePooling2D", GlobalAveragePooling2D::new)
            .with("GlobalMaxPooling2D", GlobalMaxPooling2D::new)
            .with("BatchNormalization", BatchNormalization::new)
            .with("LayerNormalization", LayerNormalization::new)
            .with("Dropout", Dropout::new)
            .with("Flatten", Flatten::new)
            .with("Reshape", Reshape::new)
            .with("ZeroPadding2D", ZeroPadding2D::new)
            .with("UpSampling2D", UpSampling2D::new)
            .with("Add", Add::new)
            .with("Multiply", Multiply::new)
            .with("Masking", Masking::new)
            .with("TimeDistributed", TimeDistributed::new)
            .with("Concatenate", Concatenate::new)
            .with("Embedding", Embedding::new)
            .with("Rescaling", Rescaling::new)
            .with("Normalization", Normalization::new);

    /** How settings that hold a layer are read and written. */
    static final OptionType<Layer> TYPE = OptionType.of(
            "a layer, or its class name and configuration",
            given -> switch (given) {
                case Layer layer -> layer;
                case Map<?, ?> serialized -> of(serialized);
                default -> null;
            },
            Layer::serialize);

    private Layers() {}

    /**
     * A new layer from what {@link Layer#serialize} said of another: with the same name and settings, but weights of its
     * own.
     *
     * @param serialized {@code {"class_name": ..., "config": {...}}}; other entries do not count
     * @throws IllegalArgumentException if the class or a setting is unknown, or a value is not legal
     */
    public static Layer of(Map<?, ?> serialized) {
        if (!(serialized.get("class_name") instanceof String className)) {
            throw new Complaint(
                            "this is no layer's configuration",
                            "a map with \"class_name\" and \"config\"",
                            "a map with " + serialized.keySet(),
                            "give what layer.serialize() gives")
                    .asArgument();
        }
        Layer layer = named(className);
        if (serialized.get("config") instanceof Map<?, ?> config) {
            Map<String, @Nullable Object> settings = new LinkedHashMap<>();
            config.forEach((key, value) -> settings.put(String.valueOf(key), value));
            layer.configure(settings);
        }
        return layer;
    }

    /** The layer of a class name, to be configured. */
    public static Layer named(String className) {
        return FAMILY.named(className);
    }

    /** All of them. */
    public static Family<Layer> family() {
        return FAMILY;
    }
}
