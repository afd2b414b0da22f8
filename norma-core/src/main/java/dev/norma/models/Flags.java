package dev.norma.models;

import dev.norma.layers.Layer;
import dev.norma.training.Compilation;
import java.util.List;

/** Says so where layers were frozen or unfrozen since the last compile. */
final class Flags {
    private static final System.Logger LOG = System.getLogger(Model.class.getName());

    private Flags() {}

    static void warnOfChanges(Compilation compilation) {
        List<String> changed = compilation.freezing().changed().stream()
                .map(Layer::path)
                .sorted()
                .toList();
        if (!changed.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what is frozen changed since compile on {0}: training goes on as compiled; compile again to apply it",
                    changed);
        }
    }
}
