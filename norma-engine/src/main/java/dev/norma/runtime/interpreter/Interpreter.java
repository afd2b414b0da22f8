package dev.norma.runtime.interpreter;

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
import dev.norma.graph.Distribution;
import dev.norma.graph.Elementwise;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Fill;
import dev.norma.graph.Fused;
import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.MatMul;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Pad;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Random;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
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
import dev.norma.graph.Weighting;
import dev.norma.graph.Where;
import dev.norma.graph.Window;
import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of all operations: what each computes, in double, before its results are rounded to their types. */
final class Interpreter {
    private Interpreter() {}

    /**
     * The results of an operation.
     *
     * @param types the types of the results, sizes known
     * @param in the numbers of the operands
     * @throws dev.norma.tensor.ShapeException if a result has more elements than a Java array
     */
    static List<Numbers> run(Op op, List<TensorType> types, Frame in) {
        types.forEach(each -> Elements.heapLength(each.shape().size()));
        TensorType type = types.getFirst();
        Shape shape = type.shape();
        return switch (op) {
            case Leaf leaf -> throw new AssertionError("a leaf is given, not computed: " + leaf);
            case Constant(Tensor tensor) -> List.of(Numbers.of(tensor));
            case Fill(double value, TensorType _) -> rounded(types, filled(value, shape));

            case Unary(Elementwise function, Value x) -> rounded(types, Elementwises.unary(function, in.at(x)));
            case Binary(Operator operator, Value a, Value b) ->
                rounded(types, Elementwises.binary(operator, in.at(a), in.at(b), shape));
            case Where(Value condition, Value a, Value b) ->
                rounded(types, Elementwises.where(in.at(condition), in.at(a), in.at(b), shape));
            case Cast(Value x, DType _) -> rounded(types, in.at(x).values().clone());
            case Sum(List<Value> terms) -> rounded(types, Elementwises.sum(in.all(terms)));

            case Reduce(Reduction kind, Value x, List<Integer> axes, boolean _) ->
                rounded(types, Reductions.reduce(kind, in.at(x), axes));
            case ArgReduce(boolean largest, Value x, int axis) ->
                rounded(types, Reductions.argReduce(largest, in.at(x), axis));
            case SumTo(Value x, Value _) -> rounded(types, Reductions.sumTo(in.at(x), shape));
            case Count(Value x, List<Integer> axes, DType _) -> rounded(types, count(x.shape(), axes));

            case MatMul(Value a, Value b, boolean transposeA, boolean transposeB) ->
                rounded(types, Contractions.matMul(in.at(a), in.at(b), transposeA, transposeB, shape));
            case Conv(Value x, Value kernel, Window window, int groups) ->
                rounded(
                        types,
                        new Convolutions(window, groups, x.shape(), kernel.shape())
                                .forward(in.at(x).values(), in.at(kernel).values()));
            case ConvInputGradient(Value g, Value kernel, Value _, Window window, int groups) ->
                rounded(
                        types,
                        new Convolutions(window, groups, shape, kernel.shape())
                                .inputGradient(in.at(g).values(), in.at(kernel).values()));
            case ConvKernelGradient(Value x, Value g, Value _, Window window, int groups) ->
                rounded(
                        types,
                        new Convolutions(window, groups, x.shape(), shape)
                                .kernelGradient(in.at(x).values(), in.at(g).values(), size(shape)));
            case Pool(Pooling kind, Value x, Window window) ->
                rounded(
                        types,
                        new Pools(kind, window, x.shape()).forward(in.at(x).values()));
            case PoolGradient(Pooling kind, Value x, Value _, Value g, Window window) ->
                rounded(
                        types,
                        new Pools(kind, window, x.shape())
                                .gradient(in.at(x).values(), in.at(g).values()));

            case Reshape(Value x, Shape _) -> reshaped(type, in.at(x));
            case ReshapeLike(Value x, Value _) -> reshaped(type, in.at(x));
            case ExpandDims(Value x, List<Integer> _) -> reshaped(type, in.at(x));
            case Squeeze(Value x, List<Integer> _) -> reshaped(type, in.at(x));
            case Transpose(Value x, List<Integer> permutation) ->
                moved(type, Shapes.transpose(in.at(x), permutation, shape));
            case BroadcastTo(Value x, Shape _) -> moved(type, Shapes.stretch(in.at(x), shape));
            case BroadcastLike(Value x, Value _) -> moved(type, Shapes.stretch(in.at(x), shape));
            case Concatenate(List<Value> parts, int axis) ->
                moved(type, Shapes.concatenate(in.all(parts), axis, shape));
            case Slice slice -> moved(type, Shapes.slice(slice, in.at(slice.x()), shape));
            case SliceGradient(Value g, Value like, var begin, var end, var step) ->
                moved(type, Shapes.unslice(in.at(g), new Slice(like, begin, end, step), shape));
            case Pad pad -> rounded(types, Shapes.pad(pad, in.at(pad.x()), shape));
            case Reverse(Value x, List<Integer> axes) -> moved(type, Shapes.reverse(in.at(x), axes));

            case Gather(Value x, Value indices, int axis) ->
                moved(type, Indexing.gather(in.at(x), in.at(indices), axis, shape));
            case GatherGradient(Value g, Value indices, Value _, int axis) ->
                rounded(types, Indexing.gatherGradient(in.at(g), in.at(indices), shape, axis));
            case TakeAlongAxis(Value x, Value indices, int axis) ->
                moved(type, Indexing.takeAlongAxis(in.at(x), in.at(indices), axis, shape));
            case TakeAlongAxisGradient(Value g, Value indices, Value _, int axis) ->
                rounded(types, Indexing.takeAlongAxisGradient(in.at(g), in.at(indices), axis, shape));
            case OneHot(Value indices, int depth, DType _) -> rounded(types, Indexing.oneHot(in.at(indices), depth));

            case Moments(Value x, List<Integer> _, @Nullable Value weights, Weighting weighting) ->
                rounded(types, new Moment(in.at(x), in.atOrNull(weights), weighting, shape).forward());
            case MomentsGradient gradient -> rounded(types, momentsGradient(gradient, in));
            case Normalize(
                    Value x,
                    Value mean,
                    Value variance,
                    @Nullable Value scale,
                    @Nullable Value offset,
                    double e) ->
                rounded(
                        types,
                        Normalizations.normalize(
                                in.at(x), in.at(mean), in.at(variance), in.atOrNull(scale), in.atOrNull(offset), e));
            case NormalizeGradient(Value x, Value mean, Value variance, @Nullable Value scale, Value g, double e) ->
                rounded(
                        types,
                        Normalizations.gradient(
                                in.at(x), in.at(mean), in.at(variance), in.atOrNull(scale), in.at(g), e));
            case Softmax(Value x, int axis, boolean logarithm) ->
                rounded(types, Normalizations.softmax(in.at(x), axis, logarithm));

            case Random(Distribution distribution, Value key, int stream, Value _) ->
                rounded(types, Draws.of(distribution, in.at(key), stream, type));

            case Cond cond -> Control.cond(cond, in);
            case Scan scan -> Control.scan(scan, types, in);
            case Fused(String _, Graph body, List<Value> arguments) -> new Plan(body).run(in.all(arguments));
        };
    }

    private static double[] momentsGradient(MomentsGradient op, Frame in) {
        Numbers mean = in.at(op.mean());
        return new Moment(in.at(op.x()), in.atOrNull(op.weights()), op.weighting(), mean.shape())
                .gradient(
                        mean.values(),
                        in.at(op.divisor()).values(),
                        in.at(op.dMean()).values(),
                        in.at(op.dVariance()).values());
    }

    private static double[] count(Shape shape, List<Integer> axes) {
        double count = 1;
        for (int axis : axes) {
            count *= shape.dim(axis);
        }
        return new double[] {count};
    }

    private static double[] filled(double value, Shape shape) {
        double[] values = new double[size(shape)];
        Arrays.fill(values, value);
        return values;
    }

    private static int size(Shape shape) {
        return Math.toIntExact(shape.size());
    }

    /** Fresh arrays, rounded in place. */
    private static List<Numbers> rounded(List<TensorType> types, double[]... values) {
        List<Numbers> results = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            results.add(Numbers.rounded(types.get(i), values[i]));
        }
        return results;
    }

    /** Numbers of the same element type in other places; the array may be an operand's. */
    private static List<Numbers> moved(TensorType type, double[] values) {
        return List.of(new Numbers(type, values));
    }

    private static List<Numbers> reshaped(TensorType type, Numbers x) {
        return List.of(new Numbers(type, x.values()));
    }
}
