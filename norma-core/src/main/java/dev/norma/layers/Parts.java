package dev.norma.layers;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layers inside a layer, by the names of the fields that hold them. */
final class Parts {
    private final Layer whole;
    private final Map<String, Layer> byAttribute = new LinkedHashMap<>();

    Parts(Layer whole) {
        this.whole = whole;
    }

    List<Layer> all() {
        return List.copyOf(byAttribute.values());
    }

    Map<String, Layer> byAttribute() {
        return Collections.unmodifiableMap(byAttribute);
    }

    /** What makes these the parts again that there are now; where each of them stands is told apart. */
    Runnable memory() {
        Map<String, Layer> before = new LinkedHashMap<>(byAttribute);
        return () -> {
            byAttribute.clear();
            byAttribute.putAll(before);
        };
    }

    void adopt(String attribute, Layer layer) {
        if (byAttribute.containsValue(layer)) {
            return;
        }
        Layer before = byAttribute.get(attribute);
        List<Layer> siblings =
                byAttribute.values().stream().filter(part -> part != before).toList();
        layer.place().enter(whole, siblings);
        abandon(attribute);
        byAttribute.put(attribute, layer);
    }

    void adopt(Map<String, ? extends Layer> more, Runnable then) {
        Runnable before = memory();
        List<Runnable> places =
                more.values().stream().map(part -> part.place().memory()).toList();
        List<Layer> unbuilt =
                more.values().stream().flatMap(part -> part.unbuilt().stream()).toList();
        boolean done = false;
        try {
            more.forEach(this::adopt);
            then.run();
            done = true;
        } finally {
            if (!done) {
                before.run();
                places.forEach(Runnable::run);
                unbuilt.forEach(Layer::undoBuild);
            }
        }
    }

    void abandon(String attribute) {
        Layer part = byAttribute.remove(attribute);
        if (part != null) {
            part.place().leave(whole);
        }
    }
}
