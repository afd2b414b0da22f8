package dev.norma.batchnorm;

import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Does something on a back end; or draws a function, compiles it for one and runs it once. */
final class OnBackend {
    private OnBackend() {}

    /** Does something while a back end is the current one. */
    static void run(String backend, Runnable action) {
        Backends.with(Backends.named(backend), () -> {
            action.run();
            return true;
        });
    }

    /** The results of a function of these inputs. */
    static List<Tensor> all(String backend, Function<List<Value>, List<Value>> function, Tensor... inputs) {
        Trace trace = new Trace("a function on " + backend);
        List<Value> feeds = IntStream.range(0, inputs.length)
                .mapToObj(i -> trace.feed("x" + i, inputs[i].type()))
                .toList();
        List<Value> results = function.apply(feeds);
        return new Launcher(trace.finish(results, false), Backends.named(backend)).run(List.of(inputs));
    }

    /** The result of a function of these inputs. */
    static Tensor one(String backend, Function<List<Value>, Value> function, Tensor... inputs) {
        return all(backend, x -> List.of(function.apply(x)), inputs).getFirst();
    }
}
