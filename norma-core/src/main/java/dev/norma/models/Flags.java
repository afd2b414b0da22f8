package dev.norma.models;

import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import java.util.List;

/** Says so where layers were frozen or unfrozen, in whole or in part, since {@code compile}: once for each change. */
final class Flags {
    private static final System.Logger LOG = System.getLogger(Model.class.getName());

    private final Freezing compiled;
    private List<Layer> warned = List.of();

    /** As of this compile. */
    Flags(Freezing compiled) {
        this.compiled = compiled;
    }

    synchronized void warnOfChanges() {
        List<Layer> changed = compiled.changed();
        if (!changed.isEmpty() && !changed.equals(warned)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what is frozen changed since compile on {0}: training goes on as compiled; compile again to apply it",
                    changed.stream().map(Layer::path).sorted().toList());
        }
        warned = changed;
    }
}
