package dev.norma.training;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a step does to the parameters: gradients of the loss, the optimizer's step, then constraints. */
final class Update {
    private Update() {}

    /**
     * Draws it.
     *
     * @param trained what is moved
     * @param weights among which those that are moved may have constraints
     */
    static void draw(
            Trace trace, Optimizer<?> optimizer, Value loss, List<Parameter> trained, Collection<Weight> weights) {
        optimizer.build(trained);
        List<Value> gradients = Gradients.of(
                optimizer.scaleLoss(trace, loss),
                trained.stream().map(trace::initial).toList());
        Optional<Value> made = optimizer.apply(trace, trained, gradients);
        for (Weight weight : weights) {
            Parameter parameter = weight.parameter();
            if (weight.constraint() != null && trained.contains(parameter)) {
                Value moved = trace.value(parameter);
                Value bounded = weight.constraint().apply(moved);
                trace.update(
                        parameter,
                        made.map(yes -> Ops.where(yes, bounded, moved)).orElse(bounded));
            }
        }
    }
}
