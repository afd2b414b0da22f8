package dev.norma.ops;

import dev.norma.graph.Pad;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Operand;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions that make tensors larger: padding and repetition. */
abstract sealed class PadOps extends PartOps permits IndexOps {
    /** Zeros put in front of and behind each axis: for each axis two numbers from 0. */
    public static <T extends Operand<T>> T pad(T x, long[][] widths) {
        return pad(x, widths, 0);
    }

    /** A number put in front of and behind each axis: {@code widths} has two numbers from 0 for each. */
    public static <T extends Operand<T>> T pad(T x, long[][] widths, double value) {
        checkWidths(x.shape(), widths);
        List<Long> low = Arrays.stream(widths).map(width -> width[0]).toList();
        List<Long> high = Arrays.stream(widths).map(width -> width[1]).toList();
        number(x, value); // refuses what x's element type does not hold
        return Emit.one(x, operand -> new Pad(operand, low, high, value));
    }

    /**
     * The tensor's own elements put in front of and behind each axis.
     *
     * @param mode {@code "reflect"}: mirrored at the first and last element, which are not repeated; {@code "symmetric"}:
     *     mirrored with them; {@code "edge"}: the first and last repeated; {@code "constant"}: zeros
     */
    public static <T extends Operand<T>> T pad(T x, long[][] widths, String mode) {
        checkWidths(x.shape(), widths);
        T padded = x;
        for (int axis = 0; axis < widths.length; axis++) {
            padded = switch (mode) {
                case "reflect" -> mirrored(padded, axis, widths[axis], 1);
                case "symmetric" -> mirrored(padded, axis, widths[axis], 0);
                case "edge" -> edged(padded, axis, widths[axis]);
                case "constant" -> padded;
                default ->
                    throw new Complaint(
                                    "there is no padding of this mode",
                                    "\"constant\", \"reflect\", \"symmetric\" or \"edge\"",
                                    "\"" + mode + "\"",
                                    "use one of them")
                            .asArgument();
            };
        }
        return mode.equals("constant") ? pad(x, widths, 0) : padded;
    }

    /** x so many times along each axis; missing numbers in front count as 1. */
    public static <T extends Operand<T>> T tile(T x, int... repeats) {
        T result = x;
        int missing = repeats.length - x.shape().rank();
        for (int i = 0; i < missing; i++) {
            result = expandDims(result, 0);
        }
        for (int i = 0; i < repeats.length; i++) {
            int axis = result.shape().rank() - repeats.length + i;
            checkRepeats(repeats[i]);
            if (repeats[i] != 1) {
                result = repeats[i] == 0 || severalUnknown(result.shape())
                        ? copies(result, repeats[i], axis)
                        : merged(stretched(result, axis, repeats[i]), axis);
            }
        }
        return result;
    }

    /** Each entry of an axis so many times, one behind the other. */
    public static <T extends Operand<T>> T repeat(T x, int repeats, int axis) {
        checkRepeats(repeats);
        int counted = x.shape().axis(axis);
        if (repeats == 0) {
            return slice(x, counted, 0, 0);
        }
        return repeats == 1 ? x : merged(stretched(x, counted + 1, repeats), counted);
    }

    /** A further axis at {@code axis}, along which x is repeated. */
    private static <T extends Operand<T>> T stretched(T x, int axis, int repeats) {
        T expanded = expandDims(x, axis);
        return broadcastTo(expanded, expanded.shape().withDim(axis, repeats));
    }

    private static <T extends Operand<T>> T copies(T x, int count, int axis) {
        return count == 0 ? slice(x, axis, 0, 0) : concatenate(times(x, count), axis);
    }

    private static <T extends Operand<T>> T mirrored(T x, int axis, long[] width, int skipped) {
        if (width[0] == 0 && width[1] == 0) {
            return x;
        }
        long size = x.shape().dim(axis);
        if (Math.max(width[0], width[1]) > size - skipped) {
            throw new ShapeException(
                    "pad cannot mirror more than there is",
                    "at most %d on axis %d".formatted(size - skipped, axis),
                    "%s for %s".formatted(Arrays.toString(width), x.shape()),
                    "pad less, or in several steps");
        }
        List<T> parts = new ArrayList<>();
        parts.add(flip(slice(x, axis, skipped, skipped + width[0]), axis));
        parts.add(x);
        parts.add(flip(slice(x, axis, size - skipped - width[1], size - skipped), axis));
        return concatenate(parts, axis);
    }

    private static <T extends Operand<T>> T edged(T x, int axis, long[] width) {
        if (width[0] == 0 && width[1] == 0) {
            return x;
        }
        long size = x.shape().dim(axis);
        T first = repeat(slice(x, axis, 0, 1), Math.toIntExact(width[0]), axis);
        T last = repeat(slice(x, axis, size - 1, size), Math.toIntExact(width[1]), axis);
        return concatenate(axis, first, x, last);
    }

    private static void checkWidths(Shape shape, long[][] widths) {
        if (widths.length != shape.rank() || Arrays.stream(widths).anyMatch(width -> width.length != 2)) {
            throw new ShapeException(
                    "pad needs two widths for each axis",
                    "%d pairs for shape %s".formatted(shape.rank(), shape),
                    Arrays.deepToString(widths),
                    "give {in front, behind} for each axis");
        }
    }

    private static void checkRepeats(int repeats) {
        if (repeats < 0) {
            throw new ShapeException(
                    "nothing can be repeated so often",
                    "a number from 0",
                    Integer.toString(repeats),
                    "give a number from 0");
        }
    }
}
