package dev.norma.diagnosis;

import dev.norma.diagnosis.AxisOrigin.Role;
import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.Conv;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Gather;
import dev.norma.graph.MatMul;
import dev.norma.graph.Normalize;
import dev.norma.graph.Op;
import dev.norma.graph.Pad;
import dev.norma.graph.Pool;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reshape;
import dev.norma.graph.Slice;
import dev.norma.graph.Softmax;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Sum;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import dev.norma.layers.Layer;
import dev.norma.ops.DataFormat;
import dev.norma.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows an axis of a value back to the layer that says what it is: a convolution, a dense layer, the input. */
final class AxisWalk {
    private final Wires wires;

    AxisWalk(Wires wires) {
        this.wires = wires;
    }

    private record Place(Value value, int axis) {}

    AxisOrigin origin(Value value, int axis) {
        Place place = new Place(value, axis);
        while (true) {
            AxisOrigin known = known(place);
            if (known != null) {
                return known;
            }
            Place before = before(place.value().op(), place);
            if (before == null) {
                return found(Role.UNKNOWN, place);
            }
            place = before;
        }
    }

    private @Nullable AxisOrigin known(Place place) {
        Value value = place.value();
        if (wires.isFeed(value)) {
            return found(place.axis() == 0 ? Role.BATCH : Role.INPUT, place);
        }
        if (wires.weight(value) != null) {
            return found(Role.CHANNELS, place);
        }
        if (value.op() instanceof Gather gather && isTable(gather)) {
            return found(role(place, gather.indices().shape().rank()), place);
        }
        Layer layer = wires.drawnBy(value);
        DataFormat format = layer == null || value.shape().rank() < 3 ? null : format(layer);
        if (format == null && value.op() instanceof Conv) {
            format = DataFormat.CHANNELS_LAST;
        }
        return format == null ? null : found(role(format, place), place);
    }

    /** Whether it looks entries up in a weight, as an embedding does: behind the axes of the indices stand those of an entry. */
    private boolean isTable(Gather gather) {
        return gather.axis() == 0 && wires.weight(gather.x()) != null;
    }

    private static Role role(DataFormat format, Place place) {
        return role(place, place.value().shape().axis(format.channelAxis()));
    }

    private static Role role(Place place, int channels) {
        return place.axis() == 0 ? Role.BATCH : place.axis() == channels ? Role.CHANNELS : Role.SPATIAL;
    }

    /** Where a layer has its channels; null for a layer that does not say. */
    static @Nullable DataFormat format(Layer layer) {
        return layer.config().get("data_format") instanceof String name ? DataFormat.named(name) : null;
    }

    private AxisOrigin found(Role role, Place place) {
        return new AxisOrigin(
                role, wires.drawnBy(place.value()), place.axis(), place.value().shape());
    }

    private @Nullable Place before(Op op, Place at) {
        int axis = at.axis();
        return switch (op) {
            case Unary unary -> new Place(unary.x(), axis);
            case Cast cast -> new Place(cast.x(), axis);
            case Softmax softmax -> new Place(softmax.x(), axis);
            case Normalize normalize -> new Place(normalize.x(), axis);
            case Pad pad -> new Place(pad.x(), axis);
            case Slice slice -> new Place(slice.x(), axis);
            case Pool pool -> new Place(pool.x(), axis);
            case BroadcastTo broadcast -> among(List.of(broadcast.x()), at);
            case Where where -> among(List.of(where.then(), where.otherwise()), at);
            case Binary binary -> among(List.of(binary.lhs(), binary.rhs()), at);
            case Sum sum -> among(sum.terms(), at);
            case Concatenate parts -> new Place(parts.operands().getFirst(), axis);
            case Transpose transpose ->
                new Place(transpose.x(), transpose.permutation().get(axis));
            case Reshape reshape -> reshaped(reshape.x(), at);
            case ExpandDims expand -> expanded(expand, axis);
            case Squeeze squeeze -> squeezed(squeeze, axis);
            case MatMul product -> product(product, axis, at.value().shape().rank());
            case Reduce reduce -> new Place(reduce.x(), reduce.keepDims() ? axis : without(reduce.axes(), axis));
            case Gather gather when gather.axis() == 0 -> gathered(gather, axis);
            default -> null;
        };
    }

    /** The first operand that has the axis as it is in the result, rather one that is no weight. */
    private @Nullable Place among(List<Value> operands, Place at) {
        int rank = at.value().shape().rank();
        List<Value> fitting = operands.stream()
                .filter(operand -> operand.shape().rank() == rank
                        && operand.shape().dimOrUnknown(at.axis())
                                == at.value().shape().dimOrUnknown(at.axis()))
                .toList();
        return fitting.stream()
                .filter(operand -> wires.weight(operand) == null)
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .map(operand -> new Place(operand, at.axis()))
                .orElse(null);
    }

    /** The axis of the operand that has as many elements behind it and the same size, as far as sizes are known. */
    private static @Nullable Place reshaped(Value operand, Place at) {
        Shape before = operand.shape();
        Shape after = at.value().shape();
        if (!after.slice(at.axis() + 1, after.rank()).isStatic()) {
            return at.axis() == 0 ? new Place(operand, 0) : null;
        }
        long behind = after.slice(at.axis() + 1, after.rank()).size();
        for (int axis = before.rank() - 1; axis >= 0; axis--) {
            Shape rest = before.slice(axis + 1, before.rank());
            boolean same =
                    !before.isKnown(axis) || !after.isKnown(at.axis()) || before.dim(axis) == after.dim(at.axis());
            if (rest.isStatic() && rest.size() == behind && same) {
                return new Place(operand, axis);
            }
        }
        return null;
    }

    private static @Nullable Place expanded(ExpandDims expand, int axis) {
        return expand.axes().contains(axis)
                ? null
                : new Place(
                        expand.x(),
                        axis
                                - (int) expand.axes().stream()
                                        .filter(made -> made < axis)
                                        .count());
    }

    private static Place squeezed(Squeeze squeeze, int axis) {
        return new Place(squeeze.x(), without(squeeze.axes(), axis));
    }

    /** The axis before some disappeared. */
    private static int without(List<Integer> gone, int axis) {
        int before = axis;
        for (int one : gone.stream().sorted().toList()) {
            before += one <= before ? 1 : 0;
        }
        return before;
    }

    private static Place gathered(Gather gather, int axis) {
        int rank = gather.indices().shape().rank();
        return axis < rank ? new Place(gather.indices(), axis) : new Place(gather.x(), axis - rank + 1);
    }

    private static Place product(MatMul product, int axis, int rank) {
        if (axis == rank - 1) {
            int last = product.rhs().shape().rank() - 1;
            return new Place(product.rhs(), product.transposeRhs() ? last - 1 : last);
        }
        int last = product.lhs().shape().rank() - 1;
        if (axis == rank - 2) {
            return new Place(product.lhs(), product.transposeLhs() ? last : last - 1);
        }
        return new Place(product.lhs(), Math.max(0, axis - (rank - 1 - last)));
    }
}
