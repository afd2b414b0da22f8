package dev.norma.runtime.interpreter;

import dev.norma.graph.Cond;
import dev.norma.graph.Scan;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operations that hold graphs. */
final class Control {
    private Control() {}

    static List<Numbers> cond(Cond op, Frame in) {
        boolean holds = in.at(op.predicate()).values()[0] != 0;
        return new Plan(holds ? op.then() : op.otherwise()).run(in.all(op.arguments()));
    }

    static List<Numbers> scan(Scan op, List<TensorType> types, Frame in) {
        Plan body = new Plan(op.body());
        List<Numbers> sequences = in.all(op.sequences());
        List<Numbers> captured = in.all(op.captured());
        int carried = op.initial().size();
        int length = sequences.getFirst().dim(0);
        List<Numbers> carries = in.all(op.initial());
        List<double[]> stacks = types.subList(carried, types.size()).stream()
                .map(type -> new double[Math.toIntExact(type.shape().size())])
                .toList();
        for (int turn = 0; turn < length; turn++) {
            int position = op.reverse() ? length - 1 - turn : turn;
            List<Numbers> given = new ArrayList<>(carries);
            sequences.forEach(sequence -> given.add(entry(sequence, position)));
            given.addAll(captured);
            List<Numbers> out = body.run(given);
            for (int i = 0; i < op.ys(); i++) {
                store(out.get(carried + i), stacks.get(i), position);
            }
            for (int i = 0; i < carried; i++) {
                store(carries.get(i), stacks.get(op.ys() + i), position);
            }
            carries = out.subList(0, carried);
        }
        List<Numbers> results = new ArrayList<>(carries);
        for (int i = 0; i < stacks.size(); i++) {
            results.add(new Numbers(types.get(carried + i), stacks.get(i)));
        }
        return results;
    }

    private static Numbers entry(Numbers sequence, int position) {
        TensorType type = sequence.type().withShape(sequence.shape().without(0));
        int size = Math.toIntExact(type.shape().size());
        return new Numbers(type, Arrays.copyOfRange(sequence.values(), position * size, (position + 1) * size));
    }

    private static void store(Numbers entry, double[] stack, int position) {
        System.arraycopy(entry.values(), 0, stack, position * entry.size(), entry.size());
    }
}
