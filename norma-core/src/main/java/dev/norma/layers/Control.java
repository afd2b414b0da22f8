package dev.norma.layers;

import dev.norma.graph.Fill;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.ops.Carried;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Draws loops and choices whose bodies update state or add losses. A body is drawn once to find what it updates, and again
 * with that as carries or as further results.
 */
final class Control {
    private final Drawing drawing;
    private final Set<Parameter> updated = new LinkedHashSet<>();
    private int losses;

    Control(Drawing drawing) {
        this.drawing = drawing;
    }

    /**
     * A body as it was drawn.
     *
     * @param updates what it gives parameters
     * @param losses what it added to the loss
     */
    private record Part<R>(R result, Map<Parameter, Value> updates, List<Value> losses) {}

    private <R> Part<R> aside(Map<Parameter, Value> values, Supplier<R> body) {
        int before = drawing.losses.size();
        try {
            var drawn = drawing.trace.aside(values, body);
            List<Value> added = List.copyOf(drawing.losses.subList(before, drawing.losses.size()));
            return new Part<>(drawn.result(), drawn.updates(), added);
        } finally {
            drawing.losses.subList(before, drawing.losses.size()).clear();
        }
    }

    /** Draws a body to find out what it updates. */
    private <R> R tried(Supplier<R> body) {
        Part<R> part = aside(Map.of(), body);
        updated.addAll(part.updates().keySet());
        losses = Math.max(losses, part.losses().size());
        return part.result();
    }

    private boolean isStateless() {
        return updated.isEmpty() && losses == 0;
    }

    Carried<Value> scan(
            BiFunction<List<Value>, List<Value>, Carried<Value>> body,
            List<Value> initial,
            List<Value> sequences,
            boolean reverse) {
        Carried<Value> found =
                Ops.scan((carries, slices) -> tried(() -> body.apply(carries, slices)), initial, sequences, reverse);
        return isStateless() ? found : scanState(body, initial, sequences, reverse);
    }

    private Carried<Value> scanState(
            BiFunction<List<Value>, List<Value>, Carried<Value>> body,
            List<Value> initial,
            List<Value> sequences,
            boolean reverse) {
        int own = initial.size();
        List<Parameter> state = List.copyOf(updated);
        List<Value> begin = Stream.concat(initial.stream(), state.stream().map(drawing.trace::value))
                .toList();
        Carried<Value> drawn = Ops.scan(
                (carries, slices) -> {
                    Map<Parameter, Value> values = new LinkedHashMap<>();
                    for (int i = 0; i < state.size(); i++) {
                        values.put(state.get(i), carries.get(own + i));
                    }
                    Part<Carried<Value>> part = aside(values, () -> body.apply(carries.subList(0, own), slices));
                    values.putAll(part.updates());
                    return new Carried<>(
                            joined(
                                    part.result().carries(),
                                    state.stream().map(values::get).toList()),
                            joined(part.result().ys(), part.losses()));
                },
                begin,
                sequences,
                reverse);
        update(state, drawn.carries().subList(own, begin.size()));
        int ys = drawn.ys().size() - losses;
        drawn.ys().subList(ys, drawn.ys().size()).forEach(each -> drawing.losses.add(Ops.sum(each)));
        return new Carried<>(drawn.carries().subList(0, own), drawn.ys().subList(0, ys));
    }

    List<Value> cond(Value predicate, Supplier<List<Value>> then, Supplier<List<Value>> otherwise) {
        List<Value> found = Ops.condAll(predicate, () -> tried(then), () -> tried(otherwise));
        return isStateless() ? found : condState(predicate, then, otherwise, found.size());
    }

    private List<Value> condState(
            Value predicate, Supplier<List<Value>> then, Supplier<List<Value>> otherwise, int results) {
        List<Parameter> state = List.copyOf(updated);
        List<Value> drawn = Ops.condAll(predicate, () -> branch(then, state), () -> branch(otherwise, state));
        update(state, drawn.subList(results, results + state.size()));
        if (losses > 0) {
            drawing.losses.add(drawn.getLast());
        }
        return drawn.subList(0, results);
    }

    /** The results of a branch, then what parameters are after it, then the sum of what it added to the loss. */
    private List<Value> branch(Supplier<List<Value>> body, List<Parameter> state) {
        Part<List<Value>> part = aside(Map.of(), body);
        List<Value> after = state.stream()
                .map(parameter -> part.updates().getOrDefault(parameter, drawing.trace.value(parameter)))
                .toList();
        Value none =
                Node.of(new Fill(0, TensorType.of(DType.FLOAT32))).results().getFirst();
        Value sum = part.losses().stream()
                .map(loss -> Ops.cast(loss, DType.FLOAT32))
                .reduce(none, Ops::add);
        return joined(joined(part.result(), after), losses > 0 ? List.of(sum) : List.of());
    }

    private void update(List<Parameter> state, List<Value> values) {
        for (int i = 0; i < state.size(); i++) {
            drawing.trace.update(state.get(i), values.get(i));
        }
    }

    private static List<Value> joined(List<Value> first, List<Value> then) {
        List<Value> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
