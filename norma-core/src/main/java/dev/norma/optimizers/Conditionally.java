package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Updates that take place only where a condition holds. */
final class Conditionally {
    private Conditionally() {}

    /**
     * Draws updates, then gives each parameter that they touch its old value where the condition does not hold.
     *
     * @param condition a boolean
     */
    static void update(Trace trace, Value condition, List<Parameter> touched, Runnable updates) {
        Map<Parameter, Value> before = new LinkedHashMap<>();
        touched.forEach(parameter -> before.put(parameter, trace.value(parameter)));
        updates.run();
        before.forEach((parameter, old) -> {
            Value moved = trace.value(parameter);
            if (moved != old) {
                trace.update(parameter, Ops.where(condition, moved, old));
            }
        });
    }
}
