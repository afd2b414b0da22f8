package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The axes with statistics of their own, of the shape that a layer was built for: which weights they need, and how those
 * are brought beside an input.
 *
 * @param axes counted from 0
 */
record Channels(Shape built, List<Integer> axes) {
    /** Keeps a copy of the axes. */
    Channels {
        axes = List.copyOf(axes);
    }

    /**
     * The shape of the weights: of one axis a vector; of several the input's rank with size 1 elsewhere; with ghost batches
     * that, and a further 1 at position 1.
     */
    Shape weights(boolean ghosts) {
        if (axes.size() == 1 && !ghosts) {
            return Shape.of(built.dim(axes.getFirst()));
        }
        Shape kept = besides(0);
        return ghosts ? kept.inserted(1, 1) : kept;
    }

    /** A weight beside an input, with size 1 on the axes that have no statistics of their own. */
    Value beside(Value weight, DType type) {
        return beside(weight, type, 0);
    }

    /**
     * A weight beside an input seen with further axes in front.
     *
     * @param further how many
     */
    Value beside(Value weight, DType type, int further) {
        return Ops.cast(Ops.reshape(weight, besides(further)), type);
    }

    private Shape besides(int further) {
        long[] dims = new long[built.rank() + further];
        Arrays.fill(dims, 1);
        axes.forEach(axis -> dims[axis + further] = built.dim(axis));
        return Shape.of(dims);
    }

    /** All other axes, ascending: those over which statistics are taken. */
    List<Integer> reduced() {
        return IntStream.range(0, built.rank())
                .filter(axis -> !axes.contains(axis))
                .boxed()
                .toList();
    }
}
