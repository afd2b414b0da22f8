package dev.norma.graph;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.TensorType;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Checks that a graph holds together: every leaf is an input, values have the types that their operations infer, bodies
 * take what they are given and hold together themselves, and no layer's call is left.
 */
public final class Verifier {
    private final Set<Value> inputsOfBodies = Collections.newSetFromMap(new IdentityHashMap<>());

    private Verifier() {}

    /**
     * Checks a graph.
     *
     * @throws IllegalStateException if it does not hold together; the message names the node and the layer that drew it
     */
    public static void verify(Graph graph) {
        new Verifier().graph(graph, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void graph(Graph graph, Set<Node> around) {
        inputs(graph);
        List<Node> nodes = graph.nodes();
        for (Node node : nodes) {
            if (node.source() instanceof Op op) {
                SubGraphs.of(op).forEach(body -> inputsOfBodies.addAll(body.inputs()));
            }
        }
        Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
        inputs.addAll(graph.inputs());
        Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : nodes) {
            if (node.source() instanceof Leaf leaf
                    && !inputs.contains(node.results().getFirst())) {
                throw stray(leaf, node, nodes, graph, around);
            }
            types(node);
            inside.add(node);
        }
        inside.addAll(around);
        for (Node node : nodes) {
            bodies(node, inside);
        }
    }

    private static void inputs(Graph graph) {
        Set<Value> seen = new HashSet<>();
        for (Value input : graph.inputs()) {
            if (!(input.node().source() instanceof Leaf)) {
                throw new Complaint(
                                "an input of a graph is no leaf",
                                "leaves, made by Leaf.value",
                                input.toString(),
                                "make a leaf of its type, and Copy.replace the value by it")
                        .asState();
            }
            if (!seen.add(input)) {
                throw new Complaint(
                                "a graph lists an input twice",
                                "each leaf once",
                                describe(input),
                                "list it once, or make another leaf")
                        .asState();
            }
        }
    }

    private static void types(Node node) {
        Op op = node.op(); // throws for a call, and says so
        List<TensorType> inferred = op.inferTypes();
        List<TensorType> held = Bodies.types(node.results());
        if (!inferred.equals(held)) {
            throw new Complaint(
                            "%s holds results of other types than it infers".formatted(node),
                            inferred.toString(),
                            held.toString(),
                            "make inferTypes depend on operands and attributes only")
                    .asState();
        }
    }

    private void bodies(Node node, Set<Node> around) {
        List<Graph> bodies = SubGraphs.of(node.op());
        List<TensorType> given = SubGraphs.given(node.op());
        for (Graph body : bodies) {
            body(node, body, given, around);
        }
    }

    private void body(Node node, Graph body, List<TensorType> given, Set<Node> around) {
        List<TensorType> taken = body.inputTypes();
        boolean fits = taken.size() == given.size();
        for (int i = 0; fits && i < given.size(); i++) {
            fits = taken.get(i).accepts(given.get(i));
        }
        if (!fits) {
            throw new Complaint(
                            "%s gives its body other operands than that takes".formatted(node),
                            "%d of types %s".formatted(taken.size(), taken),
                            "%d of types %s".formatted(given.size(), given),
                            "list each value that the body uses among its inputs, in the operands' order")
                    .asState();
        }
        graph(body, around);
    }

    /** A leaf that nobody lists: of a body around or beside this graph, or forgotten. */
    private IllegalStateException stray(Leaf leaf, Node node, List<Node> nodes, Graph graph, Set<Node> around) {
        Value value = node.results().getFirst();
        if (around.contains(node)) {
            return new Complaint(
                            "%s inside a body uses a value from outside".formatted(crossing(nodes, around)),
                            "the body's inputs %s".formatted(names(graph)),
                            "a value that hangs on %s".formatted(describe(value)),
                            "capture it: give it as an operand, and use the body's input in its place")
                    .asState();
        }
        Node user = nodes.stream()
                .filter(other -> other.operands().contains(value))
                .findFirst()
                .orElse(node);
        if (inputsOfBodies.contains(value)) {
            return new Complaint(
                            "%s uses a value of a body outside of it".formatted(user),
                            "the graph's inputs %s, and what hangs on them".formatted(names(graph)),
                            "a value that hangs on %s, an input of a body".formatted(describe(value)),
                            "make it a result of the body")
                    .asState();
        }
        return new Complaint(
                        "%s uses a leaf that is no input".formatted(user),
                        "the graph's inputs %s".formatted(names(graph)),
                        describe(value),
                        "list \"%s\" among the inputs".formatted(leaf.name()))
                .asState();
    }

    /** The first node inside that takes something from outside. */
    private static Object crossing(List<Node> nodes, Set<Node> around) {
        for (Node node : nodes) {
            if (!around.contains(node)) {
                for (Value operand : node.operands()) {
                    if (around.contains(operand.node())) {
                        return node;
                    }
                }
            }
        }
        return "a result";
    }

    private static String describe(Value leaf) {
        return "\"%s\" %s".formatted(((Leaf) leaf.op()).name(), leaf.type());
    }

    private static List<String> names(Graph graph) {
        return graph.inputs().stream()
                .map(input -> "\"" + ((Leaf) input.op()).name() + "\"")
                .toList();
    }
}
