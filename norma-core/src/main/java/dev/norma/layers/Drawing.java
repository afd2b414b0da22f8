package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all calls of one trace share. */
final class Drawing {
    final Trace trace;
    final Map<Value, Value> masks = new IdentityHashMap<>();
    final Map<Parameter, Weight> weights = new LinkedHashMap<>();
    final List<Value> losses = new ArrayList<>();
    final Freezing freezing;
    final @Nullable BatchWatch watch;

    Drawing(Trace trace, Freezing freezing, @Nullable BatchWatch watch) {
        this.trace = trace;
        this.freezing = freezing;
        this.watch = watch;
    }
}
