package dev.norma.graph;

import java.util.function.Supplier;

/**
 * Where in a model an operation was drawn: the path of the layer, empty outside of layers. Bound while a layer's call, a
 * copy or gradients draw, and read where a node is made.
 *
 * @param path layer names joined by {@code /}
 */
public record Origin(String path) {
    /** Outside of any layer. */
    public static final Origin NONE = new Origin("");

    private static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();

    /** The origin that nodes made now get. */
    public static Origin current() {
        return CURRENT.orElse(NONE);
    }

    /** What a drawing gives back while nodes get this origin. */
    public <R> R draw(Supplier<R> drawing) {
        return ScopedValue.where(CURRENT, this).call(drawing::get);
    }

    /** The origin of a part of this one. */
    public Origin child(String name) {
        return new Origin(path.isEmpty() ? name : path + "/" + name);
    }

    @Override
    public String toString() {
        return path;
    }
}
