package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.stream.IntStream;

/**
 * The product of all inputs, element by element; they broadcast. What a mask leaves out of an input counts as 1; where all
 * inputs are masked, positions that none of them counts become 0.
 */
public final class Multiply extends Merge<Multiply> {
    @Override
    Value merge(Value a, Value b) {
        return Ops.multiply(a, b);
    }

    @Override
    Value counted(Value input, Value mask) {
        return Ops.where(over(mask, input), input, 1);
    }

    @Override
    Value uncounted(Value result, Value mask) {
        return Ops.where(over(mask, result), result, 0);
    }

    /** The mask with an axis for each of the features. */
    private static Value over(Value mask, Value features) {
        int[] behind =
                IntStream.range(mask.shape().rank(), features.shape().rank()).toArray();
        return behind.length == 0 ? mask : Ops.expandDims(mask, behind);
    }
}
