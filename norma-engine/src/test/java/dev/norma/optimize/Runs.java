package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Program;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs graphs on the reference interpreter as they are. */
final class Runs {
    private Runs() {}

    /** The graph over a batch of 3. */
    static Graph bound(Graph graph) {
        return Sizes.bind(
                graph,
                graph.inputTypes().stream().map(type -> sized(type.shape())).toList());
    }

    private static Shape sized(Shape shape) {
        Shape sized = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            sized = sized.isKnown(axis) ? sized : sized.withDim(axis, 3);
        }
        return sized;
    }

    static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        Program program = new Program(
                graph,
                graph.inputs().size(),
                List.of(),
                List.of(),
                graph.outputs().size(),
                List.of(),
                false);
        return Backends.named("reference").compile(program).run(inputs, new float[0]);
    }

    /** Numbers for the inputs of a graph, drawn from a seed. */
    static List<Tensor> numbers(Graph graph, long seed) {
        Random random = new Random(seed);
        List<Tensor> inputs = new ArrayList<>();
        for (TensorType type : graph.inputTypes()) {
            double[] numbers = random.doubles(type.shape().size(), -2, 2).toArray();
            inputs.add(Tensor.of(numbers).cast(type.dtype()).reshape(type.shape()));
        }
        return inputs;
    }

    /** Fails unless both graphs give the same, up to a part of the largest magnitude. */
    static void assertSame(Graph expected, Graph actual, long seed, double tolerance) {
        List<Tensor> inputs = numbers(expected, seed);
        List<Tensor> wanted = run(expected, inputs);
        List<Tensor> given = run(actual, inputs);
        assertThat(given).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(given.get(i).type()).isEqualTo(wanted.get(i).type());
            assertClose(wanted.get(i), given.get(i), tolerance, "seed %d, output %d".formatted(seed, i));
        }
    }

    static void assertClose(Tensor wanted, Tensor given, double tolerance, String what) {
        double[] a = wanted.toDoubles();
        double[] b = given.toDoubles();
        double largest = 0;
        for (double number : a) {
            largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : largest;
        }
        for (int k = 0; k < a.length; k++) {
            boolean same = Double.compare(a[k], b[k]) == 0 || Math.abs(a[k] - b[k]) <= tolerance * largest;
            if (!same) {
                throw new AssertionError("%s, element %d: %s, not %s".formatted(what, k, b[k], a[k]));
            }
        }
    }
}
