package dev.norma.autodiff;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/**
 * Compares gradients with finite differences along random directions, operand by operand: drawn with all sizes known, with
 * the first size of each operand unknown, and with all sizes unknown.
 */
final class Differences {
    private static final double STEP = 1e-3;
    private static final double TOLERANCE = 1e-8;

    private enum Sizes {
        KNOWN,
        FIRST_UNKNOWN,
        UNKNOWN
    }

    private final Function<List<Value>, Value> function;
    private final List<Tensor> inputs;
    private final List<Integer> by;
    private List<Sizes> sizes = List.of(Sizes.values());

    private Differences(Function<List<Value>, Value> function, List<Tensor> inputs) {
        this.function = function;
        this.inputs = inputs;
        this.by = IntStream.range(0, inputs.size())
                .filter(i -> inputs.get(i).dtype().isFloat())
                .boxed()
                .toList();
    }

    /** Of a function of one or more float64 operands, and others by which it is not differentiated. */
    static Differences of(Function<List<Value>, Value> function, Tensor... inputs) {
        return new Differences(function, List.of(inputs));
    }

    /** Of the gradients of a function: checks its second derivatives. */
    static Differences ofGradients(Function<List<Value>, Value> function, Tensor... inputs) {
        int count = inputs.length;
        List<Tensor> all = new ArrayList<>(List.of(inputs));
        for (Tensor input : inputs) {
            all.add(new Draws(all.size()).any(input.shape().toArray()));
        }
        return of(
                x -> {
                    List<Value> operands = x.subList(0, count);
                    Value y = function.apply(operands);
                    List<Value> gradients = Gradients.of(sum(multiply(y, y)), operands);
                    Value total = sum(multiply(gradients.getFirst(), x.get(count)));
                    for (int i = 1; i < count; i++) {
                        total = add(total, sum(multiply(gradients.get(i), x.get(count + i))));
                    }
                    return total;
                },
                all.toArray(Tensor[]::new));
    }

    /** Leaves out drawings in which sizes beyond the first are unknown. */
    Differences exceptUnknown() {
        sizes = List.of(Sizes.KNOWN, Sizes.FIRST_UNKNOWN);
        return this;
    }

    /** Leaves out all drawings with unknown sizes. */
    Differences onlyKnown() {
        sizes = List.of(Sizes.KNOWN);
        return this;
    }

    /** Fails where a gradient is not the slope. */
    void check() {
        for (Sizes known : sizes) {
            check(known);
        }
    }

    private void check(Sizes known) {
        Tensor weights = new Draws(7).any(forward(known).shape().toArray());
        Launcher launcher = backward(known, weights.type());
        List<Tensor> results = launcher.run(with(inputs, weights));
        for (int i = 0; i < by.size(); i++) {
            Tensor x = inputs.get(by.get(i));
            Tensor gradient = results.get(i + 1);
            assertThat(gradient.type())
                    .as("type of the gradient of operand %d, sizes %s", i, known)
                    .isEqualTo(x.type());
            double[] direction = new Draws(100 + i).any(x.shape().toArray()).toDoubles();
            double[] slopes = gradient.toDoubles();
            double slope = 0;
            double scale = 1e-6;
            for (int k = 0; k < slopes.length; k++) {
                slope += slopes[k] * direction[k];
                scale += Math.abs(slopes[k] * direction[k]);
            }
            int operand = by.get(i);
            double difference = difference(h -> launcher.run(with(moved(operand, direction, h), weights))
                    .getFirst()
                    .item());
            assertThat(slope)
                    .as("gradient of operand %d along a direction, sizes %s", operand, known)
                    .isCloseTo(difference, Offset.offset(TOLERANCE * scale));
        }
    }

    private static double difference(Function<Double, Double> f) {
        double near = f.apply(STEP) - f.apply(-STEP);
        double far = f.apply(2 * STEP) - f.apply(-2 * STEP);
        return (8 * near - far) / (12 * STEP);
    }

    private List<Tensor> moved(int operand, double[] direction, double by) {
        double[] values = inputs.get(operand).toDoubles();
        for (int k = 0; k < values.length; k++) {
            values[k] += by * direction[k];
        }
        List<Tensor> moved = new ArrayList<>(inputs);
        moved.set(operand, Draws.of(values, inputs.get(operand).shape().toArray()));
        return moved;
    }

    private Tensor forward(Sizes known) {
        Trace trace = new Trace("forward");
        Value y = function.apply(feeds(trace, known));
        return new Launcher(trace.finish(List.of(y), false), Backends.named("reference"))
                .run(inputs)
                .getFirst();
    }

    private Launcher backward(Sizes known, TensorType result) {
        Trace trace = new Trace("gradients");
        List<Value> x = feeds(trace, known);
        Value y = function.apply(x);
        Value weights = trace.feed("weights", y.type());
        assertThat(y.type().accepts(result))
                .as("%s accepts %s", y.type(), result)
                .isTrue();
        Value loss = sum(multiply(y, weights));
        List<Value> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Gradients.of(loss, by.stream().map(x::get).toList()));
        return new Launcher(trace.finish(outputs, false), Backends.named("reference"));
    }

    private List<Value> feeds(Trace trace, Sizes known) {
        List<Value> feeds = new ArrayList<>();
        for (Tensor input : inputs) {
            long[] dims = input.shape().toArray();
            Arrays.fill(
                    dims,
                    0,
                    known == Sizes.KNOWN ? 0 : known == Sizes.UNKNOWN ? dims.length : Math.min(1, dims.length),
                    -1);
            feeds.add(trace.feed("x" + feeds.size(), input.type().withShape(Shape.of(dims))));
        }
        return feeds;
    }

    private static List<Tensor> with(List<Tensor> inputs, Tensor weights) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.add(weights);
        return all;
    }
}
