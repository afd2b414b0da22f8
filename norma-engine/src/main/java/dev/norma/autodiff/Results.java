package dev.norma.autodiff;

import dev.norma.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results of an operation with their gradients, at least one of which is known. */
final class Results {
    private final List<Value> results;
    private final List<@Nullable Value> gradients;

    Results(List<Value> results, List<@Nullable Value> gradients) {
        this.results = results;
        this.gradients = gradients;
    }

    /** The first result. */
    Value y() {
        return results.getFirst();
    }

    /** The gradient of the first result. */
    Value g() {
        return g(0);
    }

    Value result(int i) {
        return results.get(i);
    }

    /** The gradient of a result; zeros if nothing depends on it. */
    Value g(int i) {
        Value gradient = gradients.get(i);
        return gradient != null ? gradient : Draw.fillLike(0, results.get(i));
    }

    /** Whether something depends on a result. */
    boolean has(int i) {
        return gradients.get(i) != null;
    }
}
