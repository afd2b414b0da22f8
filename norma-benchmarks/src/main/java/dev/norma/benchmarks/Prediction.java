package dev.norma.benchmarks;

import dev.norma.models.Model;
import dev.norma.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One example in, its logits out, by one model that one thread calls, or eight; times are those of a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Prediction {
    /** Which network. */
    @Param({"MLP", "MNIST_CNN"})
    public Networks network = Networks.MLP;

    private Model model = network.model();
    private Tensor x = network.features(1, 0);

    /** Makes model and example. */
    @Setup
    public void prepare() {
        model = network.model();
        x = network.features(1, 1);
        model.warmUp(1);
    }

    /** Called from one thread. */
    @Benchmark
    @Threads(1)
    public Tensor one() {
        return model.predictOnBatch(x);
    }

    /** Called from eight threads at once. */
    @Benchmark
    @Threads(8)
    public Tensor eight() {
        return model.predictOnBatch(x);
    }
}
