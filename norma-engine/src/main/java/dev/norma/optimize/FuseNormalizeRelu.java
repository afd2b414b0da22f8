package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For back ends that normalize, add and cut off at 0 in one go.
 *
 * <pre>
 *   before   %5 = normalize %0, %1, %2, %3, %4        after   %7 = fused kind="normalizeRelu", ...
 *            %6 = add %5, %9
 *            %7 = relu %6
 * </pre>
 *
 * <p>Where the normalized value itself has no other use. The gradient of relu reads its result, so that this holds in training too.
 */
public final class FuseNormalizeRelu implements Pass {
    @Override
    public Graph apply(Graph graph) {
        Uses uses = new Uses(graph);
        return new Redraw() {
            @Override
            @Nullable
            List<Value> replace(Node node) {
                if (!(node.op() instanceof Unary(Elementwise function, Value x))
                        || function != Elementwise.RELU
                        || !uses.once(x)) {
                    return null;
                }
                List<Value> terms = terms(x);
                for (int i = 0; i < terms.size(); i++) {
                    Value residual = terms.size() == 1 ? null : terms.get(1 - i);
                    if (terms.get(i).op() instanceof Normalize normalize
                            && (residual == null || uses.once(terms.get(i)))
                            && (residual == null
                                    || residual.type().equals(terms.get(i).type()))) {
                        return List.of(found(normalize, residual).draw());
                    }
                }
                return null;
            }

            private NormalizeRelu found(Normalize normalize, @Nullable Value residual) {
                return new NormalizeRelu(
                        get(normalize.x()),
                        get(normalize.mean()),
                        get(normalize.variance()),
                        getOrNull(normalize.scale()),
                        getOrNull(normalize.offset()),
                        getOrNull(residual),
                        normalize.epsilon());
            }
        }.graph(graph, this::apply);
    }

    /** The one or two values that the value is the sum of. */
    private static List<Value> terms(Value x) {
        return switch (x.op()) {
            case Binary(Operator operator, Value a, Value b) when operator == Operator.ADD -> List.of(a, b);
            case Sum(List<Value> terms) when terms.size() == 2 -> terms;
            default -> List.of(x);
        };
    }
}
