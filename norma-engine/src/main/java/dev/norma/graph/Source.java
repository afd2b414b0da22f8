package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.List;

/** What a node's results come from: an operation, or, in an outline, the call of a layer. */
public sealed interface Source permits Op, Call {
    /** The values it takes, in order; absent optional operands are left out. */
    List<Value> operands();

    /** The types of its results, from those of its operands; throws where they do not fit. */
    List<TensorType> inferTypes();
}
