package dev.norma.layers;

import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;

/** Where a network begins: the type of what is fed, batch first. */
public final class InputLayer extends Configured<InputLayer> {
    private final TensorType type;

    /** An input of float32 whose examples have these sizes; the batch in front of them is left out. */
    public InputLayer(long... dims) {
        this(DType.FLOAT32, dims);
    }

    /** An input whose examples have this element type and these sizes. */
    public InputLayer(DType dtype, long... dims) {
        this.type = new TensorType(dtype, Shape.of(dims).inserted(0, Shape.UNKNOWN));
    }

    /** The type of a batch. */
    public TensorType type() {
        return type;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        return inputs.only();
    }
}
