package dev.norma.diagnosis;

import dev.norma.layers.Layer;
import java.util.Optional;

/** Channels and code as findings say them. */
final class Words {
    private Words() {}

    /** For example {@code 1 channel}, {@code 3 of 8 channels}. */
    static String ofChannels(long some, long all) {
        return all == 1
                ? "the only channel"
                : some == all ? "all %d channels".formatted(all) : "%d of %d channels".formatted(some, all);
    }

    /** Code that gives a layer inside a network, for example {@code model.getLayer("norm")}. */
    static String layer(Layer root, Layer layer) {
        return layer(root, layer, "model").orElse("layer");
    }

    private static Optional<String> layer(Layer holder, Layer wanted, String code) {
        if (holder == wanted) {
            return Optional.of(code);
        }
        String cast = code.equals("model") ? code : "((Model) %s)".formatted(code);
        return holder.layers().stream()
                .map(part -> layer(
                        part,
                        wanted,
                        "%s.getLayer(\"%s\")"
                                .formatted(
                                        cast, part.name().replace("\\", "\\\\").replace("\"", "\\\""))))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
