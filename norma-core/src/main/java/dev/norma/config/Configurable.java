package dev.norma.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Something made by name and settings: a layer, an initializer, a loss. Its class' simple name is Keras' class name. */
public interface Configurable {
    /** Its settings. */
    Options options();

    /** Keras' class name. */
    default String className() {
        return getClass().getSimpleName();
    }

    /** Class name and settings as Keras serializes them. */
    default Map<String, Object> serialize() {
        Map<String, Object> serialized = new LinkedHashMap<>();
        serialized.put("class_name", className());
        serialized.put("config", options().toConfig());
        return serialized;
    }
}
