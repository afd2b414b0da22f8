package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What layers over several inputs of one shape share. A position counts if it counts in one of the inputs. */
abstract sealed class Merge<L extends Merge<L>> extends Configured<L> permits Add, Multiply {
    abstract Value merge(Value a, Value b);

    /** An input as it goes into the result, where the mask leaves parts of it out; as it is unless overridden. */
    Value counted(Value input, Value mask) {
        return input;
    }

    /** The result where all inputs are masked and positions remain that none of them counts; as it is unless overridden. */
    Value uncounted(Value result, Value mask) {
        return result;
    }

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
        List<Value> masks = inputs.all().stream()
                .map(context::maskOf)
                .filter(Objects::nonNull)
                .toList();
        List<Value> counted = inputs.all().stream()
                .map(input -> {
                    Value mask = context.maskOf(input);
                    return mask == null ? input : counted(input, mask);
                })
                .toList();
        Value result = sameRank(counted).stream().reduce(this::merge).orElseThrow();
        if (masks.size() < inputs.all().size()) {
            return result;
        }
        Value either = masks.stream().reduce(Ops::logicalOr).orElseThrow();
        Value masked = uncounted(result, either);
        context.setMask(masked, either);
        return masked;
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
