package dev.norma.autodiff;

import dev.norma.graph.Copy;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The gradients of a body: over the same inputs and gradients of some of its outputs, gradients of some of its inputs. */
final class Pullback {
    private final List<Value> inputs;
    private final List<Value> seeds;
    private final List<Value> wanted;
    private final List<@Nullable Value> gradients;

    private Pullback(List<Value> inputs, List<Value> seeds, List<Value> wanted, List<@Nullable Value> gradients) {
        this.inputs = inputs;
        this.seeds = seeds;
        this.wanted = wanted;
        this.gradients = gradients;
    }

    /**
     * Differentiates a body.
     *
     * @param seeded the outputs whose gradients are given, by number
     * @param wanted the inputs whose gradients are asked for, by number
     */
    static Pullback of(Graph body, List<Integer> seeded, List<Integer> wanted) {
        Copy copy = new Copy();
        List<Value> inputs = new ArrayList<>();
        for (Value input : body.inputs()) {
            inputs.add(Leaf.value(((Leaf) input.op()).name(), input.type(), null));
            copy.replace(input, inputs.getLast());
        }
        List<Value> all = copy.of(body.outputs());
        List<Value> outputs = seeded.stream().map(all::get).toList();
        List<Value> seeds = new ArrayList<>();
        for (Value output : outputs) {
            seeds.add(Leaf.value("gradient" + seeds.size(), output.type(), null));
        }
        List<Value> with = wanted.stream().map(inputs::get).toList();
        return new Pullback(inputs, seeds, with, Sweep.back(outputs, seeds, with));
    }

    /** Differentiates what an operation means in primitive ones, with respect to some of its operands. */
    static void ofExpansion(Op op, Results results, List<Value> wanted, Sink grads) {
        Map<Value, Value> leaves = new LinkedHashMap<>();
        for (Value operand : op.operands()) {
            leaves.computeIfAbsent(operand, o -> Leaf.value("operand" + leaves.size(), o.type(), null));
        }
        List<Value> outputs = Expansion.of(op.map(operand -> Objects.requireNonNull(leaves.get(operand))))
                .orElseThrow();
        List<Value> operands = List.copyOf(leaves.keySet());
        Graph body = new Graph(List.copyOf(leaves.values()), outputs);
        List<Value> asked = wanted.stream().filter(grads::wants).distinct().toList();
        inline(body, operands, results, asked, grads);
    }

    /**
     * Draws the gradients of a body in place.
     *
     * @param arguments what the body is given
     * @param results what it gives
     * @param asked the arguments to differentiate by
     */
    static void inline(Graph body, List<Value> arguments, Results results, List<Value> asked, Sink grads) {
        List<Integer> seeded = IntStream.range(0, body.outputs().size())
                .filter(results::has)
                .boxed()
                .toList();
        List<Integer> wanted = IntStream.range(0, arguments.size())
                .filter(i -> asked.contains(arguments.get(i)))
                .boxed()
                .toList();
        Pullback back = of(body, seeded, wanted);
        Copy copy = new Copy();
        for (int i = 0; i < arguments.size(); i++) {
            copy.replace(back.inputs.get(i), arguments.get(i));
        }
        for (int i = 0; i < seeded.size(); i++) {
            copy.replace(back.seeds.get(i), results.g(seeded.get(i)));
        }
        for (int i = 0; i < wanted.size(); i++) {
            Value gradient = back.gradients.get(i);
            if (gradient != null) {
                grads.add(arguments.get(wanted.get(i)), copy.of(gradient));
            }
        }
    }

    /** From the body's inputs and the given gradients to the ones asked for, each of exactly its input's type. */
    Graph graph() {
        List<Value> all = new ArrayList<>(inputs);
        all.addAll(seeds);
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Value gradient = gradients.get(i);
            Value input = wanted.get(i);
            outputs.add(gradient == null ? Draw.fillLike(0, input) : Draw.typedLike(gradient, input));
        }
        return new Graph(all, outputs);
    }
}
