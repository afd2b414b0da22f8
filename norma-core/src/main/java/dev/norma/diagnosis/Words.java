package dev.norma.diagnosis;

import dev.norma.layers.Layer;
import java.util.Optional;
import java.util.stream.Stream;

/** Channels and code as findings say them. */
final class Words {
    private Words() {}

    /** For example {@code 1 channel}, {@code 3 of 8 channels}. */
    static String ofChannels(long some, long all) {
        return all == 1
                ? "the only channel"
                : some == all ? "all %d channels".formatted(all) : "%d of %d channels".formatted(some, all);
    }

    /** Code that gives a layer inside a network, for example {@code model.getLayer("encoder/norm")}. */
    static String layer(Layer root, Layer layer) {
        return path(root, layer)
                .map(path -> "model.getLayer(%s)".formatted(literal(path)))
                .orElse("layer");
    }

    /** A string as code. */
    static String literal(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Optional<String> path(Layer holder, Layer wanted) {
        return holder.layers().stream()
                .flatMap(part -> part == wanted
                        ? Stream.of(part.name())
                        : path(part, wanted).map(inside -> part.name() + "/" + inside).stream())
                .findFirst();
    }
}
