package dev.norma.training;

import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which batch normalizations are recalibrated in which reading of the data, and which of them only nearly.
 *
 * <p>A layer depends on another if a call of that one lies in front of a call of its own. It is read when all that it depends on has
 * been; layers that depend on each other, or on themselves, are read together and normalize by their batches meanwhile.
 */
final class RecalibrationPlan {
    private final List<BatchNormalization> layers;
    private final BitSet chosen;
    private final BitSet batchwise;
    private final List<BitSet> before;
    private final boolean onePass;
    private final List<List<BatchNormalization>> readings = new ArrayList<>();

    /**
     * A plan for a network.
     *
     * @param calls of all its batch normalizations in inference, each layer deciding for itself
     * @param chosen the layers to recalibrate
     */
    RecalibrationPlan(List<NormalizationCall> calls, Set<BatchNormalization> chosen, boolean onePass) {
        this.layers = List.copyOf(
                new LinkedHashSet<>(calls.stream().map(NormalizationCall::layer).toList()));
        this.chosen = these(chosen);
        this.batchwise = these(calls.stream()
                .filter(NormalizationCall::byBatch)
                .map(NormalizationCall::layer)
                .toList());
        this.onePass = onePass;
        this.before = before(calls);
        if (onePass) {
            readings.add(members(this.chosen));
        } else {
            schedule();
        }
    }

    /** The layers of each reading, in its order. */
    List<List<BatchNormalization>> readings() {
        return readings;
    }

    /** Whether a layer normalizes by its batch while it is read. */
    boolean isForced(BatchNormalization layer) {
        int at = layers.indexOf(layer);
        return chosen.get(at) && (onePass || before.get(at).get(at));
    }

    /** Why the statistics of a layer are only nearly those of the data; null where they are exact. */
    @Nullable
    String approximation(BatchNormalization layer) {
        int at = layers.indexOf(layer);
        BitSet ahead = before.get(at);
        if (ahead.get(at)) {
            return "it is called behind itself, where its own batches normalized";
        }
        for (int other = ahead.nextSetBit(0); other >= 0; other = ahead.nextSetBit(other + 1)) {
            if (batchwise.get(other) || (chosen.get(other) && onePass)) {
                return "%s in front of it normalized by its batches".formatted(layers.get(other));
            }
            if (chosen.get(other) && before.get(other).get(other)) {
                return "it comes behind %s, which is approximate".formatted(layers.get(other));
            }
        }
        return null;
    }

    private BitSet these(Iterable<BatchNormalization> some) {
        BitSet bits = new BitSet();
        some.forEach(layer -> bits.set(layers.indexOf(layer)));
        return bits;
    }

    private List<BatchNormalization> members(BitSet bits) {
        return bits.stream().mapToObj(layers::get).toList();
    }

    /** For each layer those in front of any of its calls, and in front of them, as far as they are recalibrated. */
    private List<BitSet> before(List<NormalizationCall> calls) {
        List<BitSet> before = new ArrayList<>();
        layers.forEach(layer -> before.add(new BitSet()));
        Map<Node, BitSet> ahead = ahead(calls);
        for (NormalizationCall call : calls) {
            int at = layers.indexOf(call.layer());
            operands(call).forEach(value -> before.get(at).or(Objects.requireNonNull(ahead.get(value.node()))));
        }
        for (boolean grown = true; grown; ) {
            grown = false;
            for (BitSet own : before) {
                int known = own.cardinality();
                BitSet through = (BitSet) own.clone();
                through.and(chosen);
                through.stream().forEach(other -> own.or(before.get(other)));
                grown |= own.cardinality() > known;
            }
        }
        return before;
    }

    /** For each node the layers whose results it depends on. */
    private Map<Node, BitSet> ahead(List<NormalizationCall> calls) {
        Map<Node, Integer> results = new IdentityHashMap<>();
        calls.forEach(call -> results.put(call.y().node(), layers.indexOf(call.layer())));
        Map<Node, BitSet> ahead = new IdentityHashMap<>();
        List<Value> inputs =
                calls.stream().flatMap(call -> operands(call).stream()).toList();
        for (Node node : new Graph(List.of(), inputs).nodes()) {
            BitSet own = new BitSet();
            node.operands().forEach(operand -> own.or(Objects.requireNonNull(ahead.get(operand.node()))));
            Integer layer = results.get(node);
            if (layer != null) {
                own.set(layer);
            }
            ahead.put(node, own);
        }
        return ahead;
    }

    private static List<Value> operands(NormalizationCall call) {
        Value weights = call.weights();
        return weights == null ? List.of(call.x()) : List.of(call.x(), weights);
    }

    private void schedule() {
        BitSet done = new BitSet();
        while (!done.equals(chosen)) {
            BitSet next = new BitSet();
            chosen.stream().filter(at -> !done.get(at) && isNext(at, done)).forEach(next::set);
            readings.add(members(next));
            done.or(next);
        }
    }

    /** Whether all that a layer depends on is done, but those that depend on it in turn. */
    private boolean isNext(int at, BitSet done) {
        BitSet open = (BitSet) before.get(at).clone();
        open.and(chosen);
        open.andNot(done);
        return open.stream().allMatch(other -> other == at || before.get(other).get(at));
    }
}
