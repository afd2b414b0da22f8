package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The mean of values, weighted; the labels do not count. */
public class Mean extends Metric {
    private @Nullable Parameter total;
    private @Nullable Parameter count;

    private Parameter total() {
        if (total == null) {
            total = accumulator("total");
        }
        return total;
    }

    private Parameter count() {
        if (count == null) {
            count = accumulator("count");
        }
        return count;
    }

    @Override
    public final void update(Trace trace, Value yTrue, Value yPred, @Nullable Value sampleWeight) {
        Value values = Ops.cast(values(yTrue, yPred), dtype());
        Value number = samples(values);
        if (sampleWeight != null) {
            Value weight = Ops.cast(sampleWeight, dtype());
            if (values.shape().rank() == weight.shape().rank() + 1
                    && values.shape().dimOrUnknown(-1) == 1) {
                values = Ops.squeeze(values, -1);
            } else if (weight.shape().rank() == values.shape().rank() + 1
                    && weight.shape().dimOrUnknown(-1) == 1) {
                weight = Ops.squeeze(weight, -1);
            }
            int rank = weight.shape().rank();
            values = meanFrom(rank, values);
            weight = Ops.broadcastLike(weight, values);
            values = Ops.multiply(values, weight);
            number = Ops.sum(meanFrom(1, weight));
        }
        trace.update(total(), Ops.add(trace.value(total()), Ops.sum(meanFrom(1, values))));
        trace.update(count(), Ops.add(trace.value(count()), number));
    }

    /** The values of a batch: one for each example, or more. */
    protected Value values(Value yTrue, Value yPred) {
        return yPred;
    }

    @Override
    public final Value result(Trace trace) {
        return Ops.divideNoNan(trace.value(total()), trace.value(count()));
    }

    private Value samples(Value values) {
        return values.shape().rank() == 0 ? values.constant(1) : Ops.cast(Ops.size(values, 0), dtype());
    }

    /** The mean over all axes from this one on. */
    private static Value meanFrom(int axis, Value values) {
        int rank = values.shape().rank();
        return rank > axis ? Ops.mean(values, IntStream.range(axis, rank).toArray()) : values;
    }
}
