package dev.norma.autodiff;

import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Draws and runs on the interpreter. */
final class Run {
    private Run() {}

    /** The gradients of the sum of a function's result, by each operand of a floating-point type. */
    static List<Tensor> gradients(Function<List<Value>, Value> function, Tensor... inputs) {
        return all(
                x -> Gradients.of(
                        function.apply(x),
                        x.stream().filter(value -> value.dtype().isFloat()).toList()),
                inputs);
    }

    /** What a function gives. */
    static List<Tensor> all(Function<List<Value>, List<Value>> function, Tensor... inputs) {
        Trace trace = new Trace("a test");
        List<Value> feeds = new ArrayList<>();
        for (Tensor input : inputs) {
            feeds.add(trace.feed("x" + feeds.size(), input.type()));
        }
        List<Value> results = function.apply(feeds);
        return new Launcher(trace.finish(results, false), Backends.named("reference")).run(List.of(inputs));
    }
}
