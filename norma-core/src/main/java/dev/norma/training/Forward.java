package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;
import java.util.List;
import java.util.SequencedMap;

/** What a step draws before the loss: the network. */
@FunctionalInterface
interface Forward {
    /** The outputs for these features. */
    List<Value> draw(SequencedMap<String, Value> features, Context context);
}
