package dev.norma.backend.onednn.lower;

import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.MatMul;
import dev.norma.graph.Node;
import dev.norma.graph.Value;

/** How much there is to do, roughly: numbers written, and a sixteenth of those multiplied. */
public final class Weight {
    private static final long PRODUCTS_PER_NUMBER = 16;

    private Weight() {}

    /** What an operation of a graph of known sizes weighs on average. */
    public static long perOperation(Graph graph) {
        long operations = graph.nodes().stream()
                .filter(node -> !(node.op() instanceof Leaf))
                .count();
        return of(graph) / Math.max(1, operations);
    }

    /** The weight of a graph of known sizes. */
    public static long of(Graph graph) {
        long weight = 0;
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Leaf)) {
                weight += products(node) / PRODUCTS_PER_NUMBER;
                for (Value result : node.results()) {
                    weight += result.type().shape().size();
                }
            }
        }
        return weight;
    }

    private static long products(Node node) {
        return switch (node.op()) {
            case MatMul matMul -> size(node.results().getFirst()) * inner(matMul);
            case Conv conv -> size(node.results().getFirst()) * taps(conv.kernel());
            case ConvInputGradient conv -> size(conv.g()) * taps(conv.kernel());
            case ConvKernelGradient conv -> size(conv.g()) * taps(conv.like());
            default -> 0;
        };
    }

    private static long inner(MatMul op) {
        return op.lhs().type().shape().dim(op.transposeLhs() ? -2 : -1);
    }

    private static long taps(Value kernel) {
        return size(kernel) / Math.max(1, kernel.type().shape().dim(-1));
    }

    private static long size(Value value) {
        return value.type().shape().size();
    }
}
