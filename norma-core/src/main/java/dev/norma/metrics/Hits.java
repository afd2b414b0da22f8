package dev.norma.metrics;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.Optional;

/** How often predictions are right, in one sense or another. */
abstract sealed class Hits extends Mean
        permits Accuracy,
                BinaryAccuracy,
                CategoricalAccuracy,
                SparseCategoricalAccuracy,
                SparseTopKCategoricalAccuracy,
                TopKCategoricalAccuracy {
    /** Which predictions are right: a boolean for each example, or more. */
    abstract Value hits(Value yTrue, Value yPred);

    @Override
    protected final Value values(Value yTrue, Value yPred) {
        return Ops.cast(hits(yTrue, yPred), DType.FLOAT32);
    }

    @Override
    public Optional<Direction> direction() {
        return Optional.of(Direction.UP);
    }
}
