package dev.norma.training;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        requireReached(trace, loss, trained);
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

    /** Refuses a loss that none of the weights has to do with, as Keras does: the step would move nothing, and nobody would know. */
    private static void requireReached(Trace trace, Value loss, List<Parameter> trained) {
        Set<Node> reached = new HashSet<>(new Graph(List.of(), List.of(loss)).nodes());
        if (!trained.isEmpty()
                && trained.stream()
                        .noneMatch(
                                weight -> reached.contains(trace.initial(weight).node()))) {
            throw new Complaint(
                            "the loss does not depend on any weight that is trained",
                            "a loss computed of what the layers gave",
                            "a loss without "
                                    + Shown.list(trained.stream()
                                            .map(Parameter::name)
                                            .toList()),
                            "compute the loss of the layers' results")
                    .asState();
        }
    }
}
