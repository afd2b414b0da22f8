package dev.norma.optimize;

import dev.norma.graph.Conv;
import dev.norma.graph.Pad;
import dev.norma.graph.Padding;
import dev.norma.graph.Value;
import dev.norma.graph.Window;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets a convolution pad its input itself.
 *
 * <pre>
 *   before   conv (pad %1, low=[0, 1, 1, 0], high=[0, 1, 1, 0], value=0.0), %2, window=(..., valid)
 *   after    conv %1, %2, window=(..., explicit([1, 1], [1, 1]))
 * </pre>
 */
final class AbsorbPad implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Conv(Value padded, Value kernel, Window window, int groups))
                || !(padded.op() instanceof Pad(Value x, List<Long> low, List<Long> high, double number))
                || number != 0
                || window.padding() instanceof Padding.Same
                || moves(low)
                || moves(high)) {
            return null;
        }
        Padding both = new Padding.Explicit(added(window, low, true), added(window, high, false));
        return Draw.one(
                new Conv(x, kernel, new Window(window.size(), window.strides(), window.dilation(), both), groups));
    }

    /** Whether batch or channels are padded too. */
    private static boolean moves(List<Long> pads) {
        return pads.getFirst() != 0 || pads.getLast() != 0;
    }

    private static List<Integer> added(Window window, List<Long> pads, boolean low) {
        List<Integer> sums = new ArrayList<>();
        for (int axis = 0; axis < window.rank(); axis++) {
            long own = low ? window.low(axis, 0) : window.high(axis, 0);
            sums.add(Math.toIntExact(own + pads.get(axis + 1)));
        }
        return sums;
    }
}
