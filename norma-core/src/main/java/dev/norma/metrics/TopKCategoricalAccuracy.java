package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;

/** How often the class with the largest label is among the k with the largest predictions. */
public final class TopKCategoricalAccuracy extends Hits {
    private final Option<Integer> k = options().integer("k", 5, Check.positive());

    /** How many classes count: 5 unless set. */
    public TopKCategoricalAccuracy k(int classes) {
        options().set(k, classes);
        return this;
    }

    @Override
    Value hits(Value yTrue, Value yPred) {
        return TopK.in(Ops.argmax(yTrue, -1), yPred, k.get());
    }
}
