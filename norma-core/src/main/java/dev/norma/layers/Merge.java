package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** What layers over several inputs of one shape share. A position counts if it counts in one of the inputs. */
abstract sealed class Merge<L extends Merge<L>> extends Configured<L> permits Add, Multiply {
    abstract Value merge(Value a, Value b);

    @Override
    protected void build(List<TensorType> inputs) {
        if (inputs.size() < 2) {
            throw new ShapeException(
                    className() + " merges inputs",
                    "two inputs or more",
                    inputs.size() + ": " + inputs,
                    "apply it to several values");
        }
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        List<Value> fitted = sameRank(inputs.all());
        Value result = fitted.getFirst();
        for (Value input : fitted.subList(1, fitted.size())) {
            result = merge(result, input);
        }
        Value mask = null;
        for (Value input : inputs.all()) {
            Value own = context.maskOf(input);
            if (own == null) {
                return result;
            }
            mask = mask == null ? own : Ops.logicalOr(mask, own);
        }
        if (mask != null) {
            context.setMask(result, mask);
        }
        return result;
    }

    /** Inputs of lower rank get axes of size 1 behind the batch. */
    private static List<Value> sameRank(List<Value> inputs) {
        int rank = inputs.stream().mapToInt(input -> input.shape().rank()).max().orElse(0);
        return inputs.stream()
                .map(input -> {
                    int[] axes = IntStream.rangeClosed(1, rank - input.shape().rank())
                            .toArray();
                    return axes.length == 0 ? input : Ops.expandDims(input, axes);
                })
                .toList();
    }
}
