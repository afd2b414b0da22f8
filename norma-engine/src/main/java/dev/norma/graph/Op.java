package dev.norma.graph;

import java.util.function.UnaryOperator;

/**
 * An operation: operands, attributes and the types of its results; nothing else. How it is differentiated, simplified
 * or run is written in the tables of {@code autodiff}, {@code optimize} and the back ends, whose switches have no
 * default, so that a new operation stops the build where work is missing.
 *
 * <p>Operands are {@link Value}s, which compare by identity; two operations that are equal compute the same.
 */
public sealed interface Op extends Source
        permits Leaf,
                Constant,
                Fill,
                Unary,
                Binary,
                Where,
                Cast,
                Sum,
                Reduce,
                ArgReduce,
                MatMul,
                Conv,
                ConvInputGradient,
                ConvKernelGradient,
                Pool,
                PoolGradient,
                Reshape,
                ReshapeLike,
                ExpandDims,
                Squeeze,
                Transpose,
                BroadcastTo,
                BroadcastLike,
                SumTo,
                Concatenate,
                Slice,
                SliceGradient,
                Pad,
                Reverse,
                Count,
                Gather,
                GatherGradient,
                TakeAlongAxis,
                TakeAlongAxisGradient,
                OneHot,
                Moments,
                MomentsGradient,
                Normalize,
                NormalizeGradient,
                Softmax,
                Random,
                Cond,
                Scan,
                Fused {
    /** The same operation over other operands. */
    Op map(UnaryOperator<Value> to);
}
