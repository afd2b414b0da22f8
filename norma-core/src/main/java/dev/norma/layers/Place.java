package dev.norma.layers;

import dev.norma.config.KerasNames;
import dev.norma.tensor.Complaint;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a layer stands: its name, the layer it is a part of, and the seed that follows from both. */
final class Place {
    private final Layer layer;
    private @Nullable String name;
    private boolean named;
    private @Nullable Layer parent;
    private @Nullable Long seed;

    Place(Layer layer) {
        this.layer = layer;
    }

    String name() {
        return name != null ? name : KerasNames.snakeCase(layer.className());
    }

    /** The layer's name behind those of the layers around it, joined by {@code /}. */
    String path() {
        Deque<String> names = new ArrayDeque<>();
        for (Layer at = layer; at != null; at = at.place().parent) {
            names.push(at.name());
        }
        return String.join("/", names);
    }

    /** The layer that this one is a part of. */
    @Nullable
    Layer parent() {
        return parent;
    }

    void rename(String other) {
        name = other;
        named = true;
    }

    /** What gives the layer the name again that it has now. */
    Runnable nameNow() {
        String nameBefore = name;
        boolean namedBefore = named;
        return () -> {
            name = nameBefore;
            named = namedBefore;
        };
    }

    /** What puts the layer back to where it stands now, under the name that it has now. */
    Runnable memory() {
        Runnable nameNow = nameNow();
        Layer parentBefore = parent;
        return () -> {
            nameNow.run();
            parent = parentBefore;
        };
    }

    /**
     * Makes the layer a part of another, under a name that none of its siblings has.
     *
     * @throws IllegalArgumentException if it was given a name that one of them has
     */
    void enter(Layer around, Collection<Layer> siblings) {
        String free = name();
        Set<String> taken = siblings.stream().map(Layer::name).collect(Collectors.toSet());
        for (int i = 1; taken.contains(free); i++) {
            if (named) {
                throw new Complaint(
                                "%s cannot have two layers of one name".formatted(around),
                                "a name of its own for each layer",
                                "\"%s\" twice".formatted(free),
                                "give one of them another name: name(\"...\")")
                        .asArgument();
            }
            free = KerasNames.snakeCase(layer.className()) + "_" + i;
        }
        rename(free);
        if (parent == null) {
            parent = around;
        }
    }

    /** Ends that the layer is a part of another. */
    void leave(Layer around) {
        if (parent == around) {
            parent = null;
        }
    }

    void setSeed(long other) {
        seed = other;
    }

    /** A seed for something of the layer, by a name: it follows from the outermost seed that was set, or a fresh one. */
    long seedFor(String use) {
        return Seeds.of(rootSeed(), path() + "/" + use);
    }

    private long rootSeed() {
        for (Layer at = layer; ; ) {
            Place here = at.place();
            if (here.seed != null) {
                return here.seed;
            }
            if (here.parent == null) {
                here.seed = Seeds.fresh();
                return here.seed;
            }
            at = here.parent;
        }
    }
}
