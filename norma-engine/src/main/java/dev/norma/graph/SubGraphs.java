package dev.norma.graph;

import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The bodies of an operation: none, but for {@link Cond}, {@link Scan} and {@link Fused}. */
public final class SubGraphs {
    private SubGraphs() {}

    /** The bodies of an operation, in the order of its components. */
    public static List<Graph> of(Op op) {
        return switch (op) {
            case Cond cond -> List.of(cond.then(), cond.otherwise());
            case Scan scan -> List.of(scan.body());
            case Fused fused -> List.of(fused.body());
            default -> List.of();
        };
    }

    /** The types of the operands that each of the bodies is given. */
    public static List<TensorType> given(Op op) {
        return switch (op) {
            case Cond cond -> Bodies.types(cond.arguments());
            case Scan scan -> {
                List<TensorType> types = new ArrayList<>(Bodies.types(scan.initial()));
                scan.sequences()
                        .forEach(sequence -> types.add(
                                sequence.type().withShape(sequence.shape().without(0))));
                types.addAll(Bodies.types(scan.captured()));
                yield types;
            }
            case Fused fused -> Bodies.types(fused.arguments());
            default -> List.of();
        };
    }

    /** The same operation with other bodies; the same object where none has changed. */
    public static Op map(Op op, UnaryOperator<Graph> to) {
        return switch (op) {
            case Cond cond -> {
                Graph then = to.apply(cond.then());
                Graph otherwise = to.apply(cond.otherwise());
                yield then == cond.then() && otherwise == cond.otherwise()
                        ? cond
                        : new Cond(cond.predicate(), then, otherwise, cond.arguments());
            }
            case Scan scan -> {
                Graph body = to.apply(scan.body());
                yield body == scan.body()
                        ? scan
                        : new Scan(body, scan.initial(), scan.sequences(), scan.captured(), scan.reverse());
            }
            case Fused fused -> {
                Graph body = to.apply(fused.body());
                yield body == fused.body() ? fused : new Fused(fused.kind(), body, fused.arguments());
            }
            default -> op;
        };
    }
}
