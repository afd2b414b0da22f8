package dev.norma.backend.onednn.lower;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TakenEntries;
import java.lang.foreign.MemorySegment;

/**
 * Entries that an operation takes of an axis, to be checked before it runs.
 *
 * @param op what takes them
 * @param layer the path of the layer that drew it; empty outside of layers
 * @param count how many indices there are
 */
record Entries(String op, String layer, Shape x, int axis, long count) {
    static Entries of(String op, Value result, Cell x, int axis, Cell indices) {
        String layer = result.node().origin().path();
        return new Entries(op, layer, Shape.of(x.dims()), axis, indices.count());
    }

    /**
     * Checks them.
     *
     * @throws ShapeException if one is not on the axis; it names the layer
     */
    void check(MemorySegment indices) {
        long size = x.dim(axis);
        for (long i = 0; i < count; i++) {
            int index = indices.getAtIndex(JAVA_INT, i);
            if (!TakenEntries.isOn(index, size)) {
                ShapeException off = TakenEntries.off(op, index, i, x, axis);
                throw layer.isEmpty() ? off : off.at("layer \"" + layer + "\"");
            }
        }
    }
}
