package dev.norma.runtime.interpreter;

import dev.norma.graph.Value;
import dev.norma.tensor.Complaint;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers that values have in one run. Belongs to one thread. */
final class Frame {
    private final IdentityHashMap<Value, Numbers> numbers = new IdentityHashMap<>();

    /** A frame in which these values are known. */
    static Frame of(List<Value> values, List<Numbers> numbers) {
        Frame frame = new Frame();
        for (int i = 0; i < values.size(); i++) {
            frame.put(values.get(i), numbers.get(i));
        }
        return frame;
    }

    void put(Value value, Numbers its) {
        numbers.put(value, its);
    }

    boolean has(Value value) {
        return numbers.containsKey(value);
    }

    Numbers at(Value value) {
        Numbers its = numbers.get(value);
        if (its == null) {
            throw new Complaint(
                            "a value has no numbers",
                            "a value that the inputs of its graph lead to",
                            value.toString(),
                            "list it among the inputs of the graph, or capture it in the body that uses it")
                    .asState();
        }
        return its;
    }

    /** As {@link #at}; null for an operand that is absent. */
    @Nullable
    Numbers atOrNull(@Nullable Value value) {
        return value == null ? null : at(value);
    }

    List<Numbers> all(List<Value> values) {
        return values.stream().map(this::at).toList();
    }

    void drop(Value value) {
        numbers.remove(value);
    }
}
