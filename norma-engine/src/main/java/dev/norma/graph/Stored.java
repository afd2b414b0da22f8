package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;

/**
 * Keeps operations that compute away from the types that are stored only. Numbers travel through programs as doubles, and so an
 * int64 would be rounded and an int8 would wrap without a word. Moving elements and converting them is allowed.
 */
final class Stored {
    private Stored() {}

    /**
     * Checks the operands of an operation.
     *
     * @throws DTypeException if it computes with a type that is stored only
     */
    static void check(Op op) {
        if (moves(op)) {
            return;
        }
        for (Value operand : op.operands()) {
            if (!operand.dtype().computes()) {
                throw new DTypeException(
                        "%s does not compute with %s, which is stored and converted only"
                                .formatted(Schema.name(op), operand.dtype()),
                        "float32, float64, bfloat16, float16, int32 or bool",
                        operand.type().toString(),
                        operand.dtype() == DType.STRING
                                ? "look the strings up before they enter the program"
                                : "cast the operand first: ops.cast(x, DType.%s)"
                                        .formatted(wide(operand.dtype()).name()));
            }
        }
    }

    /** What holds every number of the type, as far as there is such a type that computes. */
    private static DType wide(DType stored) {
        return stored == DType.INT64 ? DType.FLOAT64 : DType.INT32;
    }

    /** Whether an operation only takes elements from one place to another, converts them, or asks for nothing but their shape. */
    private static boolean moves(Op op) {
        return switch (op) {
            case Leaf _, Constant _, Fill _, Cast _, Count _, Random _ -> true;
            case Unary(Elementwise function, Value _) ->
                function == Elementwise.IDENTITY || function == Elementwise.STOP_GRADIENT;
            case Reshape _, ReshapeLike _, ExpandDims _, Squeeze _, Transpose _, BroadcastTo _, BroadcastLike _ -> true;
            case Concatenate _, Slice _, Pad _, Reverse _, Gather _, TakeAlongAxis _, Where _ -> true;
            case Cond _, Scan _, Fused _ -> true; // their bodies are checked node by node
            case Binary _, Sum _, Reduce _, ArgReduce _, SumTo _, MatMul _, OneHot _ -> false;
            case Conv _, ConvInputGradient _, ConvKernelGradient _, Pool _, PoolGradient _ -> false;
            case SliceGradient _, GatherGradient _, TakeAlongAxisGradient _ -> false;
            case Moments _, MomentsGradient _, Normalize _, NormalizeGradient _, Softmax _ -> false;
        };
    }
}
