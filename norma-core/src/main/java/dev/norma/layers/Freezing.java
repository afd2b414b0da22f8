package dev.norma.layers;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which layers train, and how the batch normalizations among them are frozen, as of one moment. {@code compile} keeps
 * one, so that training goes on as compiled until the next {@code compile}.
 */
public final class Freezing {
    /** As each layer says when it is asked. */
    public static final Freezing CURRENT = new Freezing(Map.of());

    private record Flags(boolean trainable, Switches switches) {
        static Flags of(Layer layer) {
            return new Flags(layer.trainable(), layer.switches());
        }
    }

    private final Map<Layer, Flags> kept;

    private Freezing(Map<Layer, Flags> kept) {
        this.kept = kept;
    }

    /** As a layer and those in it say now. A layer that is asked about and was not among them counts as it says then. */
    public static Freezing of(Layer root) {
        Map<Layer, Flags> kept = new IdentityHashMap<>();
        collect(root, kept);
        return new Freezing(kept);
    }

    /** As these layers, without those in them, say now. */
    public static Freezing ofEach(Collection<Layer> layers) {
        Map<Layer, Flags> kept = new IdentityHashMap<>();
        layers.forEach(layer -> kept.put(layer, Flags.of(layer)));
        return new Freezing(kept);
    }

    private static void collect(Layer layer, Map<Layer, Flags> kept) {
        if (kept.put(layer, Flags.of(layer)) == null) {
            layer.layers().forEach(part -> collect(part, kept));
        }
    }

    /** Whether a layer trains. */
    public boolean trains(Layer layer) {
        return flags(layer).trainable();
    }

    /** How a batch normalization is frozen in parts. */
    public Switches switches(Layer layer) {
        return flags(layer).switches();
    }

    /** Whether all layers still say the same. */
    public boolean isCurrent() {
        for (Map.Entry<Layer, Flags> entry : kept.entrySet()) {
            if (!entry.getValue().equals(Flags.of(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** The layers that say something else now. */
    public List<Layer> changed() {
        return kept.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Flags.of(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Flags flags(Layer layer) {
        @Nullable Flags flags = kept.get(layer);
        return flags == null ? Flags.of(layer) : flags;
    }
}
