package dev.norma.layers;

import dev.norma.graph.Value;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What a layer is called with: values by name, in order. */
public final class Inputs {
    private final SequencedMap<String, Value> values;

    Inputs(SequencedMap<String, Value> values) {
        this.values = values;
    }

    /** The only input, or the first of several. */
    public Value only() {
        return values.firstEntry().getValue();
    }

    /** The input of this name, if there is one. */
    public @Nullable Value get(String name) {
        return values.get(name);
    }

    /** All inputs, in order. */
    public List<Value> all() {
        return List.copyOf(values.values());
    }

    /** All inputs by name, in order. */
    public SequencedMap<String, Value> named() {
        return Collections.unmodifiableSequencedMap(values);
    }
}
