package dev.norma.optimize;

import dev.norma.graph.Value;
import dev.norma.graph.Where;
import org.jspecify.annotations.Nullable;

/**
 * Chooses now where the choice is known, or none.
 *
 * <pre>
 *   before   where fill(1.0, bool[]), %1, %2     where %0, %1, %1
 *   after    %1                                  %1
 * </pre>
 */
final class SimplifyWhere implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Where(Value condition, Value then, Value otherwise))) {
            return null;
        }
        Double known = condition.fill();
        Value chosen = then == otherwise ? then : known == null ? null : known != 0 ? then : otherwise;
        if (chosen == null || chosen.type().equals(value.type())) {
            return chosen;
        }
        return value.shape().isStatic() && chosen.shape().isStatic() ? Draw.broadcast(chosen, value.shape()) : null;
    }
}
