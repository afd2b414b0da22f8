package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Fused;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.graph.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fused operation of the kind {@code batchNormalizationGradient} computes: the gradient of a normalization by the
 * moments of its own input. {@link FuseNormalizationGradient} makes them; back ends read them.
 *
 * <p>Results: the gradient of x, moments included; of the scale; of the offset; and, if {@code passesOn}, the masked
 * gradient itself, which a residual edge takes on.
 *
 * @param divisor that of the moments
 * @param scale null for 1
 * @param g the gradient of the result; with a mask, of what relu made of it
 * @param mask the result of relu, where it is not above 0 the gradient is 0; null for none
 * @param weights those of the moments; null for none
 * @param passesOn whether there is a fourth result
 */
public record BatchNormalizationGradient(
        Value x,
        Value mean,
        Value variance,
        Value divisor,
        @Nullable Value scale,
        Value g,
        @Nullable Value mask,
        @Nullable Value weights,
        List<Integer> axes,
        Weighting weighting,
        double epsilon,
        boolean passesOn) {
    /** The kind of these operations. */
    public static final String KIND = "batchNormalizationGradient";

    /** Keeps a copy of the axes. */
    public BatchNormalizationGradient {
        axes = List.copyOf(axes);
    }

    /** What this one computes, over its arguments; null if it is of another kind. */
    public static @Nullable BatchNormalizationGradient of(Fused fused) {
        if (!fused.kind().equals(KIND)) {
            return null;
        }
        NormalizeGradient normalize = null;
        MomentsGradient moments = null;
        for (Node node : fused.body().nodes()) {
            if (node.op() instanceof NormalizeGradient found) {
                normalize = found;
            } else if (node.op() instanceof MomentsGradient found) {
                moments = found;
            }
        }
        if (normalize == null || moments == null) {
            throw new IllegalStateException("a fused " + KIND + " without gradients: " + fused);
        }
        Value mask = null;
        Value g = normalize.g();
        if (g.op() instanceof Where(Value condition, Value kept, Value _)) {
            mask = ((Binary) condition.op()).lhs();
            g = kept;
        }
        return new BatchNormalizationGradient(
                Fusion.given(fused, normalize.x()),
                Fusion.given(fused, normalize.mean()),
                Fusion.given(fused, normalize.variance()),
                Fusion.given(fused, moments.divisor()),
                Fusion.argument(fused, normalize.scale()),
                Fusion.given(fused, g),
                Fusion.argument(fused, mask),
                Fusion.argument(fused, moments.weights()),
                moments.axes(),
                moments.weighting(),
                normalize.epsilon(),
                fused.body().outputs().size() > 3);
    }

    /** The fused operation's results. */
    List<Value> draw() {
        return Fusion.draw(
                KIND,
                Arrays.asList(x, mean, variance, divisor, scale, g, mask, weights),
                leaves -> new BatchNormalizationGradient(
                                present(leaves, 0),
                                present(leaves, 1),
                                present(leaves, 2),
                                present(leaves, 3),
                                leaves.get(4),
                                present(leaves, 5),
                                leaves.get(6),
                                leaves.get(7),
                                axes,
                                weighting,
                                epsilon,
                                passesOn)
                        .body());
    }

    private static Value present(List<@Nullable Value> leaves, int i) {
        return Objects.requireNonNull(leaves.get(i));
    }

    private List<Value> body() {
        Value masked = mask == null
                ? g
                : Draw.one(new Where(Draw.binary(Operator.GREATER, mask, mask.constant(0)), g, g.constant(0)));
        List<Value> passed = Node.of(new NormalizeGradient(x, mean, variance, scale, masked, epsilon))
                .results();
        Value throughMoments =
                Draw.one(new MomentsGradient(x, mean, divisor, passed.get(1), passed.get(2), axes, weights, weighting));
        Value dx = Draw.one(new Sum(List.of(passed.get(0), throughMoments)));
        List<Value> results = new ArrayList<>(List.of(dx, passed.get(3), passed.get(4)));
        if (passesOn) {
            results.add(masked);
        }
        return results;
    }
}
