package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Parameters;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moving averages of parameters.
 *
 * @param parameters what is averaged
 * @param slots the averages, in the same order
 * @param momentum how much of an average stays at each step but the first, which copies
 * @param frequency after how many steps they take the places of the parameters; null for never
 */
record Averages(
        List<Parameter> parameters,
        List<Parameter> slots,
        double momentum,
        @Nullable Integer frequency) {
    static final Averages NONE = new Averages(List.of(), List.of(), 0, null);

    void draw(Trace trace, Value step) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value value = trace.value(parameter);
            Value later = Ops.cast(Ops.notEqual(step, 0), parameter.dtype());
            Value stays = Ops.multiply(later, momentum);
            Value old = trace.value(slots.get(i));
            Value next = Ops.add(Ops.multiply(stays, old), Ops.multiply(Ops.subtract(1, stays), value));
            trace.update(slots.get(i), next);
            if (frequency != null) {
                Value due = Ops.equal(Ops.mod(Ops.add(step, 1), frequency), 0);
                trace.update(parameter, Ops.where(due, next, value));
            }
        }
    }

    void takeOver() {
        List<Tensor> values = Parameters.values(slots);
        Map<Parameter, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            all.put(parameters.get(i), values.get(i));
        }
        Parameters.set(all);
    }
}
