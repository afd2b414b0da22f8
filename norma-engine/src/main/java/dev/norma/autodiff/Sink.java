package dev.norma.autodiff;

import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the rules put gradients. Several contributions to one value become one sum. */
final class Sink {
    private final Set<Value> wanted;
    private final Map<Value, List<Value>> contributions = new HashMap<>();
    private final Map<Value, Value> totals = new HashMap<>();

    Sink(Set<Value> wanted) {
        this.wanted = wanted;
    }

    /** Whether a gradient of this value is of use. */
    boolean wants(Value operand) {
        return wanted.contains(operand);
    }

    /** A contribution to the gradient of an operand; forgotten if nobody wants it. */
    void add(Value operand, Value gradient) {
        if (!wants(operand)) {
            return;
        }
        assert operand.type().accepts(gradient.type())
                : "gradient %s of %s does not have its type".formatted(gradient, operand);
        assert !totals.containsKey(operand) : "a gradient of %s comes after its total was used".formatted(operand);
        contributions.computeIfAbsent(operand, _ -> new ArrayList<>()).add(gradient);
    }

    /** The gradient, from all contributions; null if there are none. */
    @Nullable
    Value total(Value value) {
        List<Value> terms = contributions.get(value);
        if (terms == null) {
            return null;
        }
        return totals.computeIfAbsent(
                value,
                _ -> terms.size() == 1
                        ? terms.getFirst()
                        : value.node().origin().draw(() -> Draw.one(new Sum(terms))));
    }
}
