package dev.norma.runtime.interpreter;

import dev.norma.graph.Binary;
import dev.norma.graph.Constant;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Reduce;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Program;
import dev.norma.tensor.Complaint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses results and new state that are infinite or not a number, and finds out where they come from. */
final class NonFinite {
    private NonFinite() {}

    /** Throws if an output is not finite. */
    static void check(Program program, List<Numbers> inputs, List<Numbers> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (!outputs.get(i).isFinite()) {
                throw exception(program, inputs, outputs.get(i), i);
            }
        }
    }

    private static NonFiniteException exception(Program program, List<Numbers> inputs, Numbers wrong, int output) {
        return new NonFiniteException(new Complaint(
                        program.outputNames().get(output) + " is not finite",
                        "finite results and finite new state; nothing was written",
                        "%s; %s".formatted(first(wrong), origin(program, inputs, output)),
                        "look for such values in the data, lower the learning rate, or clip the gradients")
                .text());
    }

    private static String first(Numbers wrong) {
        for (int i = 0; i < wrong.size(); i++) {
            if (!Double.isFinite(wrong.values()[i])) {
                return "%s at element %d of %s".formatted(wrong.values()[i], i, wrong.type());
            }
        }
        throw new AssertionError(wrong.type());
    }

    /** Which input holds such a value, or else which node that leads to the output is the first that gives one. */
    private static String origin(Program program, List<Numbers> inputs, int output) {
        Graph part = new Graph(
                program.graph().inputs(), List.of(program.graph().outputs().get(output)));
        List<Node> nodes = part.nodes();
        for (int i = 0; i < inputs.size(); i++) {
            Value input = part.inputs().get(i);
            if (nodes.contains(input.node()) && !inputs.get(i).isFinite()) {
                return "%s is not finite before the run".formatted(name(program, i));
            }
        }
        Node node = firstNode(part, inputs);
        return node == null ? "no node gives it" : "it comes up first in %s".formatted(describe(node));
    }

    private static String name(Program program, int input) {
        int scalars = program.feeds() + program.scalars().size();
        if (input >= scalars) {
            return "\"%s\"".formatted(program.state().get(input - scalars).name());
        }
        Leaf leaf = (Leaf) program.graph().inputs().get(input).op();
        return (input < program.feeds() ? "input \"%s\"" : "number \"%s\"").formatted(leaf.name());
    }

    /**
     * The first node that makes such a value of finite operands: one that only passes an infinite constant on, as a mask
     * does, is not meant. Where there is none, the first that gives such a value.
     */
    private static @Nullable Node firstNode(Graph part, List<Numbers> inputs) {
        Set<Value> tainted = new HashSet<>();
        List<Node> made = new ArrayList<>();
        List<Node> given = new ArrayList<>();
        new Plan(part).run(inputs, (node, results) -> {
            if (results.stream().allMatch(Numbers::isFinite)) {
                return;
            }
            tainted.addAll(node.results());
            if (!node.operands().isEmpty()) {
                given.add(node);
                if (node.operands().stream()
                        .noneMatch(operand -> tainted.contains(operand) || isTainted(operand.op()))) {
                    made.add(node);
                }
            }
        });
        return !made.isEmpty() ? made.getFirst() : given.isEmpty() ? null : given.getFirst();
    }

    private static boolean isTainted(Op op) {
        return op instanceof Constant(var tensor) && !Numbers.of(tensor).isFinite();
    }

    private static String name(Op op) {
        return switch (op) {
            case Unary unary -> lower(unary.function().name());
            case Binary binary -> lower(binary.operator().name());
            case Reduce reduce -> lower(reduce.kind().name());
            default -> {
                String name = op.getClass().getSimpleName();
                yield Character.toLowerCase(name.charAt(0)) + name.substring(1);
            }
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String describe(Node node) {
        String path = node.origin().path();
        String op = name(node.op());
        return path.isEmpty() ? op : "layer \"%s\" (%s)".formatted(path, op);
    }
}
