package dev.norma.optimize;

import dev.norma.graph.Copy;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What somebody demands of sizes that were unknown while a graph was drawn: asked as soon as they are known, before what
 * follows from them is.
 *
 * @param values whose shapes are asked about
 * @param demand throws a {@link ShapeException} that says what is wrong; asked only about shapes that are known whole
 */
public record SizeCheck(List<Value> values, Consumer<List<Shape>> demand) {
    /** Keeps a copy of the values. */
    public SizeCheck {
        values = List.copyOf(values);
    }

    /** Asks if all values are in the copy, with sizes that are known whole. */
    void ask(Copy copy) {
        List<Shape> shapes = new ArrayList<>();
        for (Value value : values) {
            Value bound = copy.known(value);
            if (bound == null || !bound.shape().isStatic()) {
                return;
            }
            shapes.add(bound.shape());
        }
        demand.accept(shapes);
    }
}
