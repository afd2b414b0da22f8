package dev.norma.autodiff;

import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Scan;
import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The derivative of a scan: a scan in the other direction over the carries that each run began with.
 *
 * <pre>
 *   carries    gradients of the carries; sums of the gradients of what was captured
 *   sequences  carries before each run, the sequences, gradients of the ys, gradients of the history
 *   ys         gradients of the positions of the sequences
 * </pre>
 */
final class ScanRule {
    private final Scan op;
    private final Results results;
    private final Sink grads;
    private final int carries;
    private final int ys;
    private final List<Integer> floats;
    private final List<Integer> seededYs;
    private final List<Integer> seededHistory;
    private final List<Integer> sequences;
    private final List<Integer> captured;

    private ScanRule(Scan op, Results results, Sink grads) {
        this.op = op;
        this.results = results;
        this.grads = grads;
        this.carries = op.initial().size();
        this.ys = op.ys();
        this.floats = those(carries, i -> op.initial().get(i).dtype().isFloat());
        this.seededYs = those(ys, i -> results.has(carries + i));
        this.seededHistory =
                floats.stream().filter(i -> results.has(carries + ys + i)).toList();
        this.sequences =
                those(op.sequences().size(), i -> grads.wants(op.sequences().get(i)));
        this.captured =
                those(op.captured().size(), i -> grads.wants(op.captured().get(i)));
    }

    static void pass(Scan op, Results results, Sink grads) {
        new ScanRule(op, results, grads).pass();
    }

    private void pass() {
        List<Value> initial = new ArrayList<>();
        floats.forEach(i -> initial.add(results.g(i)));
        captured.forEach(i -> initial.add(Draw.fillLike(0, op.captured().get(i))));
        List<Value> scanned = new ArrayList<>();
        IntStream.range(0, carries).forEach(i -> scanned.add(results.result(carries + ys + i)));
        scanned.addAll(op.sequences());
        seededYs.forEach(i -> scanned.add(results.g(carries + i)));
        seededHistory.forEach(i -> scanned.add(results.g(carries + ys + i)));
        List<Value> passed = Node.of(new Scan(body(), initial, scanned, op.captured(), !op.reverse()))
                .results();
        int next = 0;
        for (int i : floats) {
            grads.add(op.initial().get(i), passed.get(next++));
        }
        for (int i : captured) {
            grads.add(op.captured().get(i), passed.get(next++));
        }
        for (int i : sequences) {
            grads.add(op.sequences().get(i), passed.get(next++));
        }
    }

    /** One run backwards. */
    private Graph body() {
        Graph back = Pullback.of(op.body(), seeded(), wanted()).graph();
        List<Value> given = back.inputs();
        int inputs = op.body().inputs().size();
        int own = carries + op.sequences().size();
        List<Value> slices = given.subList(0, own);
        List<Value> outside = given.subList(own, inputs);
        List<Value> toCarries = given.subList(inputs, inputs + floats.size());
        List<Value> toYs = given.subList(inputs + floats.size(), given.size());
        List<Value> sums = leaves("sum", captured.stream().map(outside::get).toList());
        List<Value> toHistory =
                leaves("history", seededHistory.stream().map(slices::get).toList());

        List<Value> passed = back.outputs();
        List<Value> outputs = new ArrayList<>();
        for (int i = 0; i < floats.size(); i++) {
            int history = seededHistory.indexOf(floats.get(i));
            outputs.add(history < 0 ? passed.get(i) : sum(passed.get(i), toHistory.get(history)));
        }
        int first = floats.size() + sequences.size();
        for (int i = 0; i < captured.size(); i++) {
            outputs.add(sum(sums.get(i), passed.get(first + i)));
        }
        outputs.addAll(passed.subList(floats.size(), first));
        return new Graph(concatenated(toCarries, sums, slices, toYs, toHistory, outside), outputs);
    }

    private static Value sum(Value a, Value b) {
        return Draw.one(new Sum(List.of(a, b)));
    }

    private List<Integer> seeded() {
        List<Integer> seeded = new ArrayList<>(floats);
        seededYs.forEach(i -> seeded.add(carries + i));
        return seeded;
    }

    private List<Integer> wanted() {
        List<Integer> wanted = new ArrayList<>(floats);
        sequences.forEach(i -> wanted.add(carries + i));
        captured.forEach(i -> wanted.add(carries + op.sequences().size() + i));
        return wanted;
    }

    private static List<Value> leaves(String name, List<Value> like) {
        List<Value> leaves = new ArrayList<>();
        like.forEach(value -> leaves.add(Leaf.value(name + leaves.size(), value.type(), null)));
        return leaves;
    }

    @SafeVarargs
    private static List<Value> concatenated(List<Value>... parts) {
        List<Value> all = new ArrayList<>();
        for (List<Value> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    private static List<Integer> those(int count, IntPredicate which) {
        return IntStream.range(0, count).filter(which).boxed().toList();
    }
}
