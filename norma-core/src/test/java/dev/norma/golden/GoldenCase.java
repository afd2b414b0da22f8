package dev.norma.golden;

import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One recorded case: what was asked of Keras, and what it answered. */
public record GoldenCase(String group, int number, Map<String, Object> said, Map<String, Tensor> arrays) {
    /** The array of a role, if there is one. */
    @Nullable
    Tensor find(String role) {
        return arrays.get(number + "/" + role);
    }

    /** The array of a role. */
    Tensor array(String role) {
        return Objects.requireNonNull(find(role), () -> this + " has no array " + role);
    }

    /** The arrays of numbered roles: {@code in.0}, {@code in.1}, ... */
    List<Tensor> numbered(String role) {
        List<Tensor> all = new ArrayList<>();
        for (Tensor next = find(role + ".0"); next != null; next = find(role + "." + all.size())) {
            all.add(next);
        }
        return all;
    }

    String text(String key) {
        return (String) Objects.requireNonNull(said.get(key));
    }

    int integer(String key) {
        return ((Number) Objects.requireNonNull(said.get(key))).intValue();
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(said.get(key));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> map(String key) {
        return (Map<String, Object>) said.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    List<Object> list(String key) {
        return (List<Object>) said.getOrDefault(key, List.of());
    }

    /** The names of the results, in the order of the recording. */
    Set<String> results() {
        return map("results").keySet();
    }

    /** A number that stands beside a result, for example {@code worst32}; null if it does not. */
    @Nullable
    Double beside(String result, String what) {
        Object found = ((Map<?, ?>) map("results").get(result)).get(what);
        return found instanceof Number number ? number.doubleValue() : null;
    }

    @Override
    public String toString() {
        return group + "/" + said.get("id");
    }
}
