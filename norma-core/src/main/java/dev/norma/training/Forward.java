package dev.norma.training;

import dev.norma.graph.Value;
import dev.norma.layers.Context;
import java.util.SequencedMap;

/** Draws a network, for the sake of the layers that it calls: a model, or the function of a training step. */
@FunctionalInterface
interface Forward {
    /** Draws it over these features and labels; there are labels only where they are fed. */
    void draw(SequencedMap<String, Value> features, SequencedMap<String, Value> labels, Context context);
}
