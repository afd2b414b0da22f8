package dev.norma.runtime.interpreter;

import dev.norma.graph.Constant;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** A graph's nodes in the order in which they run, and which values no one needs after each. Runs from many threads. */
final class Plan {
    /** What sees each node's results as soon as they are there. */
    interface Watch {
        void see(Node node, List<Numbers> results);
    }

    private record Step(Node node, List<TensorType> types, List<Value> spent) {}

    private final Graph graph;
    private final List<Step> steps = new ArrayList<>();
    private final IdentityHashMap<Value, Numbers> constants = new IdentityHashMap<>();

    Plan(Graph graph) {
        this.graph = graph;
        List<Node> nodes = graph.nodes();
        IdentityHashMap<Node, List<Value>> spent = spent(nodes);
        for (Node node : nodes) {
            if (node.op() instanceof Constant(var tensor)) {
                constants.put(node.results().getFirst(), Numbers.of(tensor));
            } else if (!(node.op() instanceof Leaf)) {
                List<TensorType> types =
                        node.results().stream().map(Value::type).toList();
                checkSizes(node, types);
                steps.add(new Step(node, types, spent.getOrDefault(node, List.of())));
            }
        }
    }

    /** The numbers of the outputs. */
    List<Numbers> run(List<Numbers> inputs) {
        return run(inputs, (node, results) -> {});
    }

    /** The numbers of the outputs; {@code watch} sees each node's on the way. */
    List<Numbers> run(List<Numbers> inputs, Watch watch) {
        Frame frame = Frame.of(graph.inputs(), inputs);
        constants.forEach(frame::put);
        for (Step step : steps) {
            List<Numbers> results = run(step, frame);
            for (int i = 0; i < results.size(); i++) {
                frame.put(step.node().results().get(i), results.get(i));
            }
            watch.see(step.node(), results);
            step.spent().forEach(frame::drop);
        }
        return frame.all(graph.outputs());
    }

    private static List<Numbers> run(Step step, Frame frame) {
        try {
            return Interpreter.run(step.node().op(), step.types(), frame);
        } catch (ShapeException wrong) {
            String path = step.node().origin().path();
            throw path.isEmpty() ? wrong : wrong.at("layer \"" + path + "\"");
        }
    }

    /** For each node, the values that it is the last to need. */
    private IdentityHashMap<Node, List<Value>> spent(List<Node> nodes) {
        Set<Value> needed = new HashSet<>(graph.outputs());
        IdentityHashMap<Node, List<Value>> spent = new IdentityHashMap<>();
        for (Node node : nodes.reversed()) {
            List<Value> last = new ArrayList<>();
            for (List<Value> touched : List.of(node.results(), node.operands())) {
                for (Value value : touched) {
                    if (needed.add(value)) {
                        last.add(value);
                    }
                }
            }
            spent.put(node, last);
        }
        return spent;
    }

    private static void checkSizes(Node node, List<TensorType> types) {
        for (TensorType type : types) {
            if (!type.shape().isStatic()) {
                throw new ShapeException(
                        "%s cannot run".formatted(node),
                        "known sizes",
                        type.toString(),
                        "bind the sizes of the graph's inputs before it is compiled");
            }
        }
    }
}
