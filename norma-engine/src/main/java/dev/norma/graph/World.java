package dev.norma.graph;

import dev.norma.tensor.Complaint;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One drawing: an outline, a trace, or, inside of one, a body while it is drawn. Values of two drawings do not mix, except
 * that a body sees the drawings around it; constants belong to none. Compared by identity.
 */
public final class World {
    /** Where layers are wired: calls, and operations beside them. */
    public static final World OUTLINE = new World("an outline (layers wired outside of a call)");

    private static final ScopedValue<World> DRAWING = ScopedValue.newInstance();

    private enum Kind {
        /** An outline or a trace. */
        ROOT,
        /** A body to which all belongs that is drawn in it. */
        BRANCH,
        /** A body to which only that belongs which depends on its leaves: the rest is the same for each run. */
        LOOP
    }

    private final String name;
    private final Kind kind;
    private @Nullable World around;
    private boolean closed;

    /**
     * A new drawing.
     *
     * @param name what it is, for errors, for example {@code the outline}
     */
    public World(String name) {
        this(name, Kind.ROOT, null);
    }

    private World(String name, Kind kind, @Nullable World around) {
        this.name = name;
        this.kind = kind;
        this.around = around;
    }

    static World branch(String name, List<Value> operands) {
        return new World(name, Kind.BRANCH, around(operands));
    }

    static World loop(String name, List<Value> operands) {
        return new World(name, Kind.LOOP, around(operands));
    }

    /** The drawing in which an operation over these operands lies: what is being drawn, unless it is another drawing's. */
    private static @Nullable World around(List<Value> operands) {
        World world = null;
        for (Value operand : operands) {
            world = merged(world, operand.node().world());
        }
        World drawing = DRAWING.isBound() ? DRAWING.get() : null;
        boolean lies = drawing != null && (world == null || drawing.within(world));
        return lies ? drawing : world;
    }

    /** What the drawing gives, drawn in this body, which takes nothing more after it. */
    <R> R draw(Supplier<R> drawing) {
        try {
            return ScopedValue.where(DRAWING, this).call(drawing::get);
        } finally {
            closed = true;
        }
    }

    static @Nullable World of(Source source) {
        if (source instanceof Leaf leaf) {
            return leaf.world();
        }
        World world = source instanceof Call ? OUTLINE : null;
        for (Value operand : source.operands()) {
            world = merged(world, operand.node().world());
        }
        if (world == null) {
            return null;
        }
        if (world.closed) {
            throw new Complaint(
                            "a value of a body cannot be used outside of it",
                            "what the body gives back, as it comes out of cond or scan",
                            "a value drawn in %s, which is finished".formatted(world),
                            "let the body return the value: a scan stacks it, a cond gives that of the branch that ran")
                    .asState();
        }
        World branch = DRAWING.isBound() ? DRAWING.get().branch() : null;
        return branch != null && branch.within(world) ? branch : world;
    }

    /** The innermost drawing to which everything belongs that is drawn here; null outside of branches. */
    private @Nullable World branch() {
        World world = this;
        while (world != null && world.kind != Kind.BRANCH) {
            world = world.around;
        }
        return world;
    }

    /** The inner one of two drawings, of which one must lie in the other; null stands for none. */
    private static @Nullable World merged(@Nullable World a, @Nullable World b) {
        if (b == null || (a != null && a.within(b))) {
            return a;
        }
        if (a == null || b.within(a)) {
            return b;
        }
        throw new Complaint(
                        "values of two drawings cannot mix",
                        "operands of one drawing",
                        "one of %s and one of %s".formatted(a, b),
                        "keep no value from one call for another; pass it as an input, or share a layer")
                .asState();
    }

    /** Whether this is the other drawing or a body in it. The outermost body lies in the first drawing it meets. */
    boolean within(World other) {
        World world = this;
        while (world != other) {
            if (world.around == null && world.kind != Kind.ROOT && other.kind == Kind.ROOT) {
                world.around = other;
            }
            if (world.around == null) {
                return false;
            }
            world = world.around;
        }
        return true;
    }

    boolean isBody() {
        return kind != Kind.ROOT;
    }

    /** The outline or trace that it is, or lies in. */
    World root() {
        World world = this;
        while (world.around != null) {
            world = world.around;
        }
        return world;
    }

    @Override
    public String toString() {
        return name;
    }
}
