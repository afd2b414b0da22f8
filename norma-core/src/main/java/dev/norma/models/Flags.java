package dev.norma.models;

import dev.norma.layers.Layer;
import dev.norma.training.Compilation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Which layers train, as of now and as of the last compile. */
final class Flags {
    private static final System.Logger LOG = System.getLogger(Model.class.getName());

    private Flags() {}

    static Map<Layer, Boolean> of(Layer root) {
        Map<Layer, Boolean> flags = new IdentityHashMap<>();
        collect(root, flags);
        return flags;
    }

    private static void collect(Layer layer, Map<Layer, Boolean> flags) {
        if (flags.put(layer, layer.trainable()) == null) {
            layer.layers().forEach(part -> collect(part, flags));
        }
    }

    static void warnOfChanges(Model model, Compilation compilation) {
        List<String> changed = new ArrayList<>();
        of(model).forEach((layer, flag) -> {
            if (!flag.equals(compilation.trainable().getOrDefault(layer, flag))) {
                changed.add(layer.path());
            }
        });
        if (!changed.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "trainable changed since compile on {0}: training goes on as compiled; compile again to apply it",
                    changed.stream().sorted().toList());
        }
    }
}
