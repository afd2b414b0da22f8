package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Conv;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Graph;
import dev.norma.graph.MatMul;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds a normalization by stored statistics into the convolution or matrix product in front of it.
 *
 * <pre>
 *   before   y = (conv(x, kernel) + bias - mean) / sqrt(variance + epsilon) * scale + offset
 *   after    y = conv(x, kernel * a) + ((bias - mean) * a + offset),     a = scale / sqrt(variance + epsilon)
 * </pre>
 *
 * <p>Only where all but x depends on state alone and the convolution's result has no other use: so never where the moments
 * are those of the batch, nor where a gradient needs the result. {@link StateOnly} then splits the new kernel off. Computed in the
 * statistics' type, rounded once.
 */
public final class FoldNormalization implements Pass {
    private final int state;

    /**
     * A pass for graphs of a certain form.
     *
     * @param state how many of the last inputs are state
     */
    public FoldNormalization(int state) {
        this.state = state;
    }

    @Override
    public Graph apply(Graph graph) {
        if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Normalize)) {
            return graph;
        }
        List<Value> inputs = graph.inputs();
        Set<Value> fixed = StateOnly.of(graph, inputs.subList(inputs.size() - state, inputs.size()));
        Uses uses = new Uses(graph);
        return new Redraw() {
            @Override
            @Nullable
            List<Value> replace(Node node) {
                Match match = node.op() instanceof Normalize normalize ? Match.of(normalize, uses, fixed) : null;
                return match == null ? null : List.of(match.draw(this));
            }
        }.graph(graph, body -> body);
    }

    /**
     * What was found, in the old graph.
     *
     * @param product the convolution or matrix product
     * @param bias null for none
     */
    private record Match(
            Normalize normalize, Op product, @Nullable Value bias) {
        static @Nullable Match of(Normalize normalize, Uses uses, Set<Value> fixed) {
            List<Value> parameters =
                    normalize.operands().subList(1, normalize.operands().size());
            Value x = normalize.x();
            if (!parameters.stream().allMatch(parameter -> fixed.contains(parameter) && perChannel(parameter))
                    || !uses.once(x)) {
                return null;
            }
            Value bias = null;
            if (x.op() instanceof Binary(Operator operator, Value a, Value b) && operator == Operator.ADD) {
                boolean right = fixed.contains(b);
                x = right ? a : b;
                bias = right ? b : a;
                if (!fixed.contains(bias) || !perChannel(bias) || !uses.once(x)) {
                    return null;
                }
            }
            boolean folds = x.shape().isKnown(-1)
                    && switch (x.op()) {
                        case Conv conv -> fixed.contains(conv.kernel());
                        case MatMul product -> fixed.contains(product.rhs());
                        default -> false;
                    };
            return folds ? new Match(normalize, x.op(), bias) : null;
        }

        /** Whether it varies along the last axis only. */
        private static boolean perChannel(Value parameter) {
            Shape shape = parameter.shape();
            for (int axis = 0; axis < shape.rank() - 1; axis++) {
                if (shape.dimOrUnknown(axis) != 1) {
                    return false;
                }
            }
            return shape.rank() == 0 || shape.isKnown(-1);
        }

        Value draw(Redraw redraw) {
            DType exact = normalize.mean().dtype();
            Value mean = vector(redraw.get(normalize.mean()));
            Value variance = vector(redraw.get(normalize.variance()));
            Value steady = Draw.binary(Operator.ADD, variance, variance.constant(normalize.epsilon()));
            Value factor = Draw.one(new Unary(Elementwise.RSQRT, steady));
            if (redraw.getOrNull(normalize.scale()) instanceof Value scale) {
                factor = Draw.binary(Operator.MULTIPLY, factor, vector(scale));
            }
            Value shift = redraw.getOrNull(bias) instanceof Value own
                    ? Draw.binary(Operator.SUBTRACT, cast(vector(own), exact), mean)
                    : Draw.one(new Unary(Elementwise.NEGATE, mean));
            shift = Draw.binary(Operator.MULTIPLY, shift, factor);
            if (redraw.getOrNull(normalize.offset()) instanceof Value offset) {
                shift = Draw.binary(Operator.ADD, shift, vector(offset));
            }
            Value folded = product(redraw, exact, factor);
            return Draw.binary(Operator.ADD, folded, cast(shift, folded.dtype()));
        }

        private Value product(Redraw redraw, DType exact, Value factor) {
            if (product instanceof Conv(Value x, Value kernel, var window, int groups)) {
                return Draw.one(new Conv(redraw.get(x), scaled(redraw.get(kernel), exact, factor), window, groups));
            }
            MatMul matMul = (MatMul) product;
            Value rhs = redraw.get(matMul.rhs());
            Value along =
                    matMul.transposeRhs() ? Draw.reshape(factor, factor.shape().inserted(1, 1)) : factor;
            return Draw.one(new MatMul(
                    redraw.get(matMul.lhs()), scaled(rhs, exact, along), matMul.transposeLhs(), matMul.transposeRhs()));
        }

        /** The kernel times the factor, from the kernel before it was rounded if it was. */
        private static Value scaled(Value kernel, DType exact, Value factor) {
            Value source = kernel.op() instanceof Cast(Value wide, var _) && wide.dtype() == exact ? wide : kernel;
            return cast(Draw.binary(Operator.MULTIPLY, cast(source, exact), factor), kernel.dtype());
        }

        private static Value cast(Value x, DType to) {
            return x.dtype() == to ? x : Draw.one(new Cast(x, to));
        }

        private static Value vector(Value parameter) {
            Shape shape = parameter.shape();
            return Draw.reshape(parameter, shape.rank() == 0 ? Shape.of(1) : Shape.of(shape.dim(-1)));
        }
    }
}
