package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The call of a layer in an outline. Passes and back ends never see one: a model replaces it by the layer's operations.
 *
 * @param callee the layer
 * @param inputs its inputs by name, masks and initial states included
 * @param arguments what else the caller said, for example {@code training}
 * @param types the types of its results
 */
public record Call(
        Callee callee, SequencedMap<String, Value> inputs, Map<String, Object> arguments, List<TensorType> types)
        implements Source {
    /** Keeps copies of its parts. */
    public Call {
        inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
        arguments = Map.copyOf(arguments);
        types = List.copyOf(types);
    }

    @Override
    public List<Value> operands() {
        return List.copyOf(inputs.values());
    }

    @Override
    public List<TensorType> inferTypes() {
        return types;
    }

    /** Calls never merge: each is its own. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
