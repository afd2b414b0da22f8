package dev.norma.ops;

/**
 * Functions on tensors and on values of a graph, with Keras' names in camelCase. On tensors a function runs at once; on
 * values it draws. Shapes broadcast as in NumPy; negative axes count from the end.
 *
 * <pre>{@code
 * import static dev.norma.ops.Ops.*;
 *
 * Tensor y = relu(add(matMul(x, kernel), bias));
 * }</pre>
 */
public final class Ops extends ControlOps {
    private Ops() {}
}
