package dev.norma.graph;

import dev.norma.tensor.Complaint;
import org.jspecify.annotations.Nullable;

/**
 * One drawing: an outline or a trace. Values of two drawings do not mix; constants belong to none. Compared by identity.
 */
public final class World {
    /** Where layers are wired: calls, and operations beside them. */
    public static final World OUTLINE = new World("an outline (layers wired outside of a call)");

    private final String name;

    /**
     * A new drawing.
     *
     * @param name what it is, for errors, for example {@code the outline}
     */
    public World(String name) {
        this.name = name;
    }

    static @Nullable World of(Source source) {
        if (source instanceof Leaf leaf) {
            return leaf.world();
        }
        World world = source instanceof Call ? OUTLINE : null;
        for (Value operand : source.operands()) {
            World other = operand.node().world();
            if (world == null) {
                world = other;
            } else if (other != null && other != world) {
                throw new Complaint(
                                "values of two drawings cannot mix",
                                "operands of one drawing",
                                "one of %s and one of %s".formatted(world, other),
                                "keep no value from one call for another; pass it as an input, or share a layer")
                        .asState();
            }
        }
        return world;
    }

    @Override
    public String toString() {
        return name;
    }
}
