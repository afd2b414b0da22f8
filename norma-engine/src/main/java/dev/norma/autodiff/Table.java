package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.broadcastLike;
import static dev.norma.autodiff.Draw.cast;
import static dev.norma.autodiff.Draw.keep;
import static dev.norma.autodiff.Draw.one;
import static dev.norma.autodiff.Draw.reshapeLike;
import static dev.norma.autodiff.Draw.sumTo;
import static dev.norma.autodiff.Draw.where;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.Cond;
import dev.norma.graph.Constant;
import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Count;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Fill;
import dev.norma.graph.Fused;
import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Leaf;
import dev.norma.graph.MatMul;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.Op;
import dev.norma.graph.Pad;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Random;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Reverse;
import dev.norma.graph.Scan;
import dev.norma.graph.Slice;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.Softmax;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Sum;
import dev.norma.graph.SumTo;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;

/** The table of gradients: what the results of each operation pass back to its operands. */
final class Table {
    private Table() {}

    /** Adds to {@code grads} what the results of {@code op} pass on to its operands. */
    static void pass(Op op, Results results, Sink grads) {
        switch (op) {
            case Leaf _, Constant _, Fill _ -> {}
            case Unary unary -> pass(unary, results, grads);
            case Binary binary -> BinaryRule.pass(binary, results, grads);
            case Where choice -> pass(choice, results.g(), grads);
            case Cast(Value x, var _) -> grads.add(x, cast(results.g(), x.dtype()));
            case Sum sum -> sum.terms().forEach(term -> grads.add(term, results.g()));
            case Reduce reduce -> ReduceRule.pass(reduce, results, grads);
            case ArgReduce _, Count _, OneHot _, Random _ -> {}
            case MatMul matMul -> ContractionRule.pass(matMul, results.g(), grads);
            case Conv conv -> ContractionRule.pass(conv, results.g(), grads);
            case ConvInputGradient conv -> ContractionRule.pass(conv, results.g(), grads);
            case ConvKernelGradient conv -> ContractionRule.pass(conv, results.g(), grads);
            case Pool pool -> ContractionRule.pass(pool, results.y(), results.g(), grads);
            case PoolGradient pool -> ContractionRule.pass(pool, results.g(), grads);
            case Reshape(Value x, var _) -> grads.add(x, reshapeLike(results.g(), x));
            case ReshapeLike(Value x, var _) -> grads.add(x, reshapeLike(results.g(), x));
            case ExpandDims(Value x, var axes) -> grads.add(x, one(new Squeeze(results.g(), axes)));
            case Squeeze(Value x, var axes) -> grads.add(x, one(new ExpandDims(results.g(), axes)));
            case Transpose transpose -> grads.add(transpose.x(), one(new Transpose(results.g(), transpose.inverse())));
            case BroadcastTo(Value x, var _) -> grads.add(x, sumTo(results.g(), x, results.y()));
            case BroadcastLike(Value x, Value like) -> grads.add(x, sumTo(results.g(), x, like));
            case SumTo(Value x, var _) -> grads.add(x, broadcastLike(results.g(), x));
            case Concatenate concatenate -> MovementRule.pass(concatenate, results.g(), grads);
            case Slice(Value x, var begin, var end, var step) ->
                grads.add(x, one(new SliceGradient(results.g(), x, begin, end, step)));
            case SliceGradient(Value g, var _, var begin, var end, var step) ->
                grads.add(g, one(new Slice(results.g(), begin, end, step)));
            case Pad pad -> MovementRule.pass(pad, results.g(), grads);
            case Reverse(Value x, var axes) -> grads.add(x, one(new Reverse(results.g(), axes)));
            case Gather(Value x, Value indices, int axis) ->
                grads.add(x, one(new GatherGradient(results.g(), indices, x, axis)));
            case GatherGradient(Value g, Value indices, var _, int axis) ->
                grads.add(g, one(new Gather(results.g(), indices, axis)));
            case TakeAlongAxis(Value x, Value indices, int axis) ->
                grads.add(x, one(new TakeAlongAxisGradient(results.g(), indices, x, axis)));
            case TakeAlongAxisGradient(Value g, Value indices, var _, int axis) ->
                grads.add(g, one(new TakeAlongAxis(results.g(), indices, axis)));
            case Moments moments -> NormalizationRule.pass(moments, results, grads);
            case MomentsGradient gradient -> Pullback.ofExpansion(gradient, results, gradient.operands(), grads);
            case Normalize normalize -> NormalizationRule.pass(normalize, results, grads);
            case NormalizeGradient gradient -> Pullback.ofExpansion(gradient, results, gradient.operands(), grads);
            case Softmax softmax -> NormalizationRule.pass(softmax, results.y(), results.g(), grads);
            case Cond cond -> ControlRule.pass(cond, results, grads);
            case Scan scan -> ScanRule.pass(scan, results, grads);
            case Fused fused -> ControlRule.pass(fused, results, grads);
        }
    }

    private static void pass(Unary op, Results results, Sink grads) {
        Value gradient = UnaryRule.gradient(op.function(), op.x(), results.y(), results.g());
        if (gradient != null) {
            grads.add(op.x(), gradient);
        }
    }

    private static void pass(Where op, Value g, Sink grads) {
        Value condition = op.condition();
        grads.add(op.then(), sumTo(keep(condition, g), op.then(), condition, op.otherwise()));
        grads.add(op.otherwise(), sumTo(where(condition, g.constant(0), g), op.otherwise(), condition, op.then()));
    }
}
