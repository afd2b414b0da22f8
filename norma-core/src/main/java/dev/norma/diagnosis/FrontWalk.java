package dev.norma.diagnosis;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Conv;
import dev.norma.graph.Elementwise;
import dev.norma.graph.MatMul;
import dev.norma.graph.Node;
import dev.norma.graph.Operator;
import dev.norma.graph.Pool;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.training.NormalizationCall;
import org.jspecify.annotations.Nullable;

/**
 * Looks from a batch normalization back to the layer in front: for a bias that it takes away, and for a product that it can be
 * folded into. Both need that nobody else sees what is between.
 */
final class FrontWalk {
    private final Wires wires;
    private final NormalizationCall site;
    private Value at;
    private int axis;
    private @Nullable Node from;
    private boolean pooled;
    private @Nullable Layer biased;

    private FrontWalk(Wires wires, NormalizationCall site) {
        this.wires = wires;
        this.site = site;
        this.at = site.x();
        this.axis = site.axes().getLast();
    }

    static InFront of(Wires wires, NormalizationCall site) {
        return new FrontWalk(wires, site).look();
    }

    private InFront look() {
        if (site.axes().size() > 1) {
            return stop("it has statistics for each position of several axes");
        }
        while (true) {
            if (isShared()) {
                return stop("%s also goes elsewhere".formatted(nameOf(at)));
            }
            switch (at.op()) {
                case Cast cast -> go(cast.x());
                case Unary(Elementwise function, Value x) when function == Elementwise.IDENTITY -> go(x);
                case Transpose transpose -> {
                    axis = transpose.permutation().get(axis);
                    go(transpose.x());
                }
                case Pool pool -> {
                    pooled = true;
                    go(pool.x());
                }
                case Binary(Operator operator, Value sum, Value bias)
                when operator == Operator.ADD && isBias(bias, sum) -> {
                    biased = wires.drawnBy(at);
                    go(sum);
                }
                case Conv conv
                when axis == at.shape().rank() - 1 && wires.weight(conv.kernel()) != null -> {
                    return product();
                }
                case MatMul product
                when axis == at.shape().rank() - 1 && wires.weight(product.rhs()) != null -> {
                    return product();
                }
                default -> {
                    return stop("%s stands in front, which is no product with a kernel".formatted(nameOf(at)));
                }
            }
        }
    }

    private InFront product() {
        Layer layer = wires.drawnBy(at);
        return pooled ? new InFront(layer, biased, "pooling stands in between") : new InFront(layer, biased, "");
    }

    private InFront stop(String obstacle) {
        return new InFront(null, biased, obstacle);
    }

    /** Whether anybody uses the value but this normalization and the step that the walk came by. */
    private boolean isShared() {
        boolean inside = from == null || from.origin().path().equals(site.path());
        return wires.usesBeside(at, site.path()) > (inside ? 0 : 1);
    }

    private void go(Value before) {
        from = at.node();
        at = before;
    }

    private boolean isBias(Value bias, Value sum) {
        Weight weight = wires.weight(bias);
        return weight != null
                && weight.name().equals("bias")
                && weight.shape().rank() == 1
                && biasAxis(bias, sum) == axis;
    }

    private static int biasAxis(Value bias, Value sum) {
        int rank = bias.shape().rank();
        for (int i = 0; i < rank; i++) {
            if (bias.shape().dimOrUnknown(i) != 1) {
                return i + sum.shape().rank() - rank;
            }
        }
        return sum.shape().rank() - 1;
    }

    private String nameOf(Value value) {
        Layer layer = wires.drawnBy(value);
        return wires.isFeed(value) ? "the input" : layer == null ? "an operation" : layer.name();
    }
}
