package dev.norma.optimize;

import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds only what there is.
 *
 * <pre>
 *   before   sum [%1]     sum [%1, fill(0.0), %2]
 *   after    %1           sum [%1, %2]
 * </pre>
 */
final class SimplifySum implements Rule {
    @Override
    public @Nullable Value rewrite(Value value) {
        if (!(value.op() instanceof Sum(List<Value> terms))) {
            return null;
        }
        List<Value> kept = terms.stream()
                .filter(term -> !(term.fill() instanceof Double fill && fill == 0))
                .toList();
        if (kept.isEmpty()) {
            kept = terms.subList(0, 1);
        }
        if (kept.size() == terms.size() && terms.size() > 1) {
            return null;
        }
        Value rest = kept.size() == 1 ? kept.getFirst() : Draw.one(new Sum(kept));
        return rest.type().equals(value.type()) ? rest : null;
    }
}
