package dev.norma.optimize;

import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of rows that hold one number each among zeros, that number is the sum. The gradient of sparse categorical crossentropy has
 * such rows.
 *
 * <pre>
 *   before   reduce kind=sum, (takeAlongAxisGradient %0, %1, %2, axis=1), axes=[1], keepDims=true     %0 [32, 1]
 *   after    %0
 * </pre>
 */
final class SumScattered implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        boolean single = value.op() instanceof Reduce(Reduction kind, Value x, List<Integer> axes, boolean _)
                && kind == Reduction.SUM
                && x.op() instanceof TakeAlongAxisGradient scattered
                && axes.equals(List.of(scattered.axis()))
                && scattered.g().shape().isStatic()
                && scattered.g().shape().dim(scattered.axis()) == 1
                && scattered.g().shape().equals(x.shape().withDim(scattered.axis(), 1));
        if (!single) {
            return null;
        }
        TakeAlongAxisGradient scattered =
                (TakeAlongAxisGradient) ((Reduce) value.op()).x().op();
        return Draw.reshape(scattered.g(), value.shape());
    }
}
