package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Fused;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.Operator;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a fused operation of the kind {@code normalizeRelu} computes: {@code relu(normalize(x, ...) + residual)}.
 * {@link FuseNormalizeRelu} makes them; back ends read them.
 *
 * @param scale null for 1
 * @param offset null for 0
 * @param residual of x's type; null for 0
 */
public record NormalizeRelu(
        Value x,
        Value mean,
        Value variance,
        @Nullable Value scale,
        @Nullable Value offset,
        @Nullable Value residual,
        double epsilon) {
    /** The kind of these operations. */
    public static final String KIND = "normalizeRelu";

    /** What this one computes, over its arguments; null if it is of another kind. */
    public static @Nullable NormalizeRelu of(Fused fused) {
        if (!fused.kind().equals(KIND)) {
            return null;
        }
        Value residual = null;
        Normalize found = null;
        for (Node node : fused.body().nodes()) {
            if (node.op() instanceof Normalize normalize) {
                found = normalize;
            } else if (node.op() instanceof Binary add) {
                residual = add.rhs();
            }
        }
        if (found == null) {
            throw new IllegalStateException("a fused " + KIND + " without normalization: " + fused);
        }
        return new NormalizeRelu(
                Fusion.given(fused, found.x()),
                Fusion.given(fused, found.mean()),
                Fusion.given(fused, found.variance()),
                Fusion.argument(fused, found.scale()),
                Fusion.argument(fused, found.offset()),
                Fusion.argument(fused, residual),
                found.epsilon());
    }

    /** The fused operation's result. */
    Value draw() {
        return Fusion.draw(KIND, Arrays.asList(x, mean, variance, scale, offset, residual), leaves -> {
                    NormalizeRelu inner = new NormalizeRelu(
                            Objects.requireNonNull(leaves.get(0)),
                            Objects.requireNonNull(leaves.get(1)),
                            Objects.requireNonNull(leaves.get(2)),
                            leaves.get(3),
                            leaves.get(4),
                            leaves.get(5),
                            epsilon);
                    return List.of(inner.body());
                })
                .getFirst();
    }

    private Value body() {
        Value y = Draw.one(new Normalize(x, mean, variance, scale, offset, epsilon));
        return Draw.one(new Unary(Elementwise.RELU, residual == null ? y : Draw.binary(Operator.ADD, y, residual)));
    }
}
