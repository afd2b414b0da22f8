package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.conformance.RandomGraphs;
import dev.norma.graph.Graph;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs drawn by chance give here, in float32, what the interpreter gives. */
@Tag("slow")
final class RandomGraphsTest {
    private static final int SEEDS = 400;
    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void are_computed_as_in_the_interpreter(boolean together) {
        Backend backend = together ? Sameness.TEAM : Sameness.NATIVE;
        List<String> wrong = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                compare(seed, backend, wrong);
            } catch (RuntimeException failure) {
                wrong.add("seed %d: %s".formatted(seed, failure));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void compare(long seed, Backend backend, List<String> wrong) {
        List<Tensor> exact = run(seed, DType.FLOAT64, Sameness.REFERENCE);
        List<Tensor> expected = run(seed, DType.FLOAT32, Sameness.REFERENCE);
        List<Tensor> actual = run(seed, DType.FLOAT32, backend);
        for (int i = 0; i < exact.size(); i++) {
            double allowed = allowed(exact.get(i), expected.get(i));
            double off = distance(expected.get(i), actual.get(i));
            if (!(off <= allowed)) {
                wrong.add("seed %d, result %d: off by %.3g, allowed %.3g".formatted(seed, i, off, allowed));
            }
        }
    }

    /** A part of the largest magnitude, and some times what float32 makes of the graph in the interpreter: graphs may magnify roundings. */
    private static double allowed(Tensor exact, Tensor expected) {
        double allowed = TOLERANCE;
        for (long i = 0; i < exact.size(); i++) {
            double e = exact.getFlat(i);
            double rounding = Math.abs(expected.getFlat(i) - e);
            if (Double.isFinite(rounding)) {
                allowed = Math.max(allowed, Math.max(TOLERANCE * Math.abs(e), 20 * rounding));
            }
        }
        return allowed;
    }

    private static double distance(Tensor expected, Tensor actual) {
        double worst = 0;
        for (long i = 0; i < expected.size(); i++) {
            double e = expected.getFlat(i);
            double a = actual.getFlat(i);
            boolean finite = Double.isFinite(e) && Double.isFinite(a);
            worst = Math.max(
                    worst, finite ? Math.abs(a - e) : Double.compare(a, e) == 0 ? 0 : Double.POSITIVE_INFINITY);
        }
        return worst;
    }

    private static List<Tensor> run(long seed, DType dtype, Backend backend) {
        Graph graph = RandomGraphs.runnable(seed, dtype);
        List<Tensor> feeds = new ArrayList<>();
        for (TensorType input : graph.inputTypes()) {
            long[] dims = input.shape().toArray();
            dims[0] = dims[0] < 0 ? 3 : dims[0];
            TensorType type = TensorType.of(DType.FLOAT32, dims);
            feeds.add(Sameness.random(type, seed + feeds.size()).cast(dtype));
        }
        Program program = new Program(
                graph, feeds.size(), List.of(), List.of(), graph.outputs().size(), List.of(), false);
        return new Launcher(program, backend).run(feeds);
    }
}
