package dev.norma.runtime;

import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several parameters at once: who reads or runs a program meanwhile sees all of the new values or none. */
public final class Parameters {
    private Parameters() {}

    /** Copies of their values at one moment. Waits for a training step that is writing them. */
    public static List<Tensor> values(List<Parameter> parameters) {
        parameters.forEach(Parameter::memory); // initial values are drawn outside of the locks
        return new Locks(Set.of(), Locks.owners(parameters))
                .hold(() -> parameters.stream().map(Parameter::read).toList());
    }

    /**
     * Sets them; waits for programs that use them.
     *
     * @throws ShapeException if a shape is another one; nothing is changed then
     */
    public static void set(Map<Parameter, Tensor> values) {
        setIfUnchanged(values, Map.of());
    }

    /**
     * Sets them unless one of some others, or of themselves, was changed since its version was asked for.
     *
     * @param versions by which to see that
     * @return whether they were set
     * @throws ShapeException if a shape is another one; nothing is changed then
     */
    public static boolean setIfUnchanged(Map<Parameter, Tensor> values, Map<Parameter, Long> versions) {
        Map<Parameter, Tensor> converted = new LinkedHashMap<>();
        values.forEach((parameter, value) -> converted.put(parameter, parameter.fitting(value)));
        converted.keySet().forEach(Parameter::memory); // initial values are drawn outside of the locks
        return new Locks(Locks.owners(values.keySet()), Locks.owners(versions.keySet())).hold(() -> {
            boolean unchanged = versions.entrySet().stream()
                    .allMatch(known -> known.getKey().version() == known.getValue());
            if (unchanged) {
                converted.forEach(Parameter::write);
            }
            return unchanged;
        });
    }
}
