package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Averages gradients over several steps; only the last of them moves anything. */
final class Accumulation {
    private Accumulation() {}

    static void apply(
            Trace trace,
            List<Parameter> accumulators,
            List<Parameter> state,
            List<Parameter> parameters,
            List<Value> gradients,
            Value step,
            int every,
            Consumer<List<Value>> move) {
        Value due = Ops.equal(Ops.mod(Ops.add(step, 1), every), 0);
        List<Value> sums = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            sums.add(Ops.add(gradients.get(i), trace.value(accumulators.get(i))));
        }
        List<Parameter> touched = new ArrayList<>(parameters);
        touched.addAll(state);
        Conditionally.update(
                trace,
                due,
                touched,
                () -> move.accept(
                        sums.stream().map(sum -> Ops.divide(sum, every)).toList()));
        for (int i = 0; i < accumulators.size(); i++) {
            trace.update(accumulators.get(i), Ops.where(due, Ops.zerosLike(sums.get(i)), sums.get(i)));
        }
    }
}
