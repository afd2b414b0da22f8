package dev.norma.optimize;

import dev.norma.graph.Concatenate;
import dev.norma.graph.Pad;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.Value;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Drops what moves nothing.
 *
 * <pre>
 *   before   slice of everything, pad by nothing, concatenate [%1], reverse of axes of size 1, reduce over no axis
 *   after    %1
 * </pre>
 */
final class DropNoMove implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        Value x = unmoved(value);
        return x != null && x.type().equals(value.type()) ? x : null;
    }

    private static @Nullable Value unmoved(Value value) {
        return switch (value.op()) {
            case Slice slice -> isWhole(slice) ? slice.x() : null;
            case Pad(Value x, List<Long> low, List<Long> high, var _) ->
                low.stream().allMatch(n -> n == 0) && high.stream().allMatch(n -> n == 0) ? x : null;
            case Concatenate(List<Value> parts, int _) -> parts.size() == 1 ? parts.getFirst() : null;
            case Reverse(Value x, List<Integer> axes) ->
                axes.stream().allMatch(axis -> x.shape().dimOrUnknown(axis) == 1) ? x : null;
            case Reduce(var _, Value x, List<Integer> axes, boolean _) -> axes.isEmpty() ? x : null;
            default -> null;
        };
    }

    private static boolean isWhole(Slice slice) {
        return IntStream.range(0, slice.begin().size()).allMatch(axis -> {
            boolean stated = slice.begin().get(axis) == 0
                    && slice.end().get(axis) == Slice.TO_END
                    && slice.step().get(axis) == 1;
            long size = slice.x().shape().dimOrUnknown(axis);
            return stated
                    || (size >= 0
                            && slice.first(axis, size) == 0
                            && slice.last(axis, size) == size
                            && (slice.step().get(axis) == 1 || size <= 1));
        });
    }
}
