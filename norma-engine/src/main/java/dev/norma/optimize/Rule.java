package dev.norma.optimize;

import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one value and what it is computed from, and may draw something that computes the same. Has no state.
 *
 * <p>What it draws has the value's type, to the last unknown size. Rules see operands that all rules have been at
 * already, and see what they draw again, until none applies: a rule must not undo another.
 */
public interface Rule {
    /** What it is called in errors. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** What to compute in the value's place; null to leave it. */
    @Nullable
    Value rewrite(Value value);
}
