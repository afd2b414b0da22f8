package dev.norma.autodiff;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.matMul;
import static dev.norma.ops.Ops.mean;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.scan;
import static dev.norma.ops.Ops.square;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.tanh;
import static dev.norma.ops.Ops.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.ops.Carried;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A recurrent cell that keeps its state where a mask says so, over batches and sequences of unknown length. */
class MaskedCellTest {
    private static final int FEATURES = 2;
    private static final int UNITS = 5;

    private final Draws draws = new Draws(11);

    /** The last state, [batch, units], of x [time, batch, features] under mask [time, batch, 1]. */
    private static Value cell(Value x, Value mask, Value initial, Value kernel, Value recurrent, Value bias) {
        return scan(
                        (carries, slices) -> {
                            Value state = carries.getFirst();
                            Value input = add(matMul(slices.get(0), kernel), bias);
                            Value next = tanh(add(input, matMul(state, recurrent)));
                            return new Carried<>(List.of(where(slices.get(1), next, state)), List.of());
                        },
                        List.of(initial),
                        List.of(x, mask),
                        false)
                .carries()
                .getFirst();
    }

    private Tensor mask(int time, int batch) {
        int[] mask = new int[time * batch];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % 3 == 1 ? 0 : 1;
        }
        return Draws.bools(Shape.of(time, batch, 1), mask);
    }

    @Test
    void its_gradients_are_the_slopes() {
        for (int time : new int[] {1, 4, 7}) {
            Differences.of(
                            v -> cell(v.get(0), v.get(5), v.get(1), v.get(2), v.get(3), v.get(4)),
                            draws.any(time, 3, FEATURES),
                            draws.any(3, UNITS),
                            draws.any(FEATURES, UNITS),
                            draws.any(UNITS, UNITS),
                            draws.any(UNITS),
                            mask(time, 3))
                    .check();
        }
    }

    @Test
    void it_learns_to_add_up_what_is_not_masked() {
        Owner owner = new Owner();
        List<Parameter> weights = new ArrayList<>();
        for (Tensor initial : List.of(
                draws.between(-0.5, 0.5, FEATURES, UNITS),
                draws.between(-0.5, 0.5, UNITS, UNITS),
                draws.between(-0.1, 0.1, UNITS),
                draws.between(-0.5, 0.5, UNITS, 1))) {
            weights.add(new Parameter(
                    "w" + weights.size(), initial.type(), Parameter.Kind.TRAINABLE, owner, () -> initial));
        }
        Trace trace = new Trace("a training step");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT64, -1, -1, FEATURES));
        Value mask = trace.feed("mask", TensorType.of(DType.BOOL, -1, -1, 1));
        Value initial = trace.feed("initial", TensorType.of(DType.FLOAT64, -1, UNITS));
        Value target = trace.feed("target", TensorType.of(DType.FLOAT64, -1, 1));
        List<Value> w = weights.stream().map(trace::initial).toList();
        Value state = cell(x, mask, initial, w.get(0), w.get(1), w.get(2));
        Value loss = mean(square(subtract(matMul(state, w.get(3)), target)));
        List<Value> gradients = Gradients.of(loss, w);
        for (int i = 0; i < w.size(); i++) {
            trace.update(weights.get(i), subtract(w.get(i), multiply(gradients.get(i), 0.1)));
        }
        Launcher step = new Launcher(trace.finish(List.of(loss), true), Backends.named("reference"));

        double first = 0;
        double last = 0;
        for (int i = 0; i < 300; i++) {
            double loss10 = step.run(batch(2 + i % 3, 8)).getFirst().item();
            first += i < 10 ? loss10 / 10 : 0;
            last += i >= 290 ? loss10 / 10 : 0;
        }

        assertThat(first).isGreaterThan(0.1);
        assertThat(last).isLessThan(first / 10);
    }

    /** Targets: the sum of the first feature over the positions that are not masked. */
    private List<Tensor> batch(int time, int batch) {
        Tensor x = draws.between(-0.5, 0.5, time, batch, FEATURES);
        Tensor mask = mask(time, batch);
        double[] targets = new double[batch];
        for (int t = 0; t < time; t++) {
            for (int i = 0; i < batch; i++) {
                targets[i] += mask.get(t, i, 0) * x.get(t, i, 0);
            }
        }
        return List.of(
                x, mask, Tensor.fill(TensorType.of(DType.FLOAT64, batch, UNITS), 0), Draws.of(targets, batch, 1));
    }
}
