package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all calls of one trace share. */
final class Drawing {
    final Trace trace;
    final Map<Value, Value> masks = new IdentityHashMap<>();
    final Map<Parameter, Weight> weights = new LinkedHashMap<>();
    final List<Value> losses = new ArrayList<>();
    final Map<Layer, Boolean> trainable;

    Drawing(Trace trace, Map<Layer, Boolean> trainable) {
        this.trace = trace;
        this.trainable = trainable;
    }
}
