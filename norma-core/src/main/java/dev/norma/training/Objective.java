package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.regularizers.Regularizer;
import dev.norma.tensor.DType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What a step minimizes. */
final class Objective {
    private Objective() {}

    /**
     * The sum of the losses, those that layers added, and the penalties on weights; in float64 where one of them is. What
     * layers added may have several elements, which all count.
     *
     * @param penalized weights with a penalty
     * @return one value, or none where there is nothing to minimize
     */
    static List<Value> of(List<Value> losses, Context context, Collection<Weight> penalized) {
        List<Value> terms = new ArrayList<>(losses);
        context.losses().forEach(added -> terms.add(added.shape().rank() == 0 ? added : Ops.sum(added)));
        for (Weight weight : penalized) {
            Regularizer regularizer = Objects.requireNonNull(weight.regularizer());
            terms.add(regularizer.penalty(context.trace().initial(weight.parameter())));
        }
        DType widest = terms.stream().anyMatch(t -> t.dtype() == DType.FLOAT64) ? DType.FLOAT64 : DType.FLOAT32;
        return terms.stream()
                .map(term -> Ops.cast(term, widest))
                .reduce(Ops::add)
                .map(List::of)
                .orElse(List.of());
    }
}
