package dev.norma.optimize;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Count;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Op;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Random;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.SumTo;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Value;
import java.util.List;
import java.util.stream.IntStream;

/** Operands of which only the type is used: no back end reads their numbers, so that they need no memory. */
public final class ShapeOperands {
    private ShapeOperands() {}

    /** Where in {@link Op#operands} they stand. */
    public static List<Integer> positions(Op op) {
        return switch (op) {
            case Count _ -> List.of(0);
            case BroadcastLike _, ReshapeLike _, SumTo _, SliceGradient _, Random _ -> List.of(1);
            case GatherGradient _, TakeAlongAxisGradient _, ConvInputGradient _, ConvKernelGradient _ -> List.of(2);
            case PoolGradient gradient when gradient.kind() == Pooling.AVERAGE -> List.of(0, 1);
            case PoolGradient _ -> List.of();
            default -> List.of();
        };
    }

    /** The operands whose numbers are read, each once. */
    public static List<Value> read(Op op) {
        List<Integer> shapes = positions(op);
        List<Value> operands = op.operands();
        return IntStream.range(0, operands.size())
                .filter(i -> !shapes.contains(i))
                .mapToObj(operands::get)
                .distinct()
                .toList();
    }
}
