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
import org.openjdk.jmh.annotations.Warmup;

/** One training step as {@code trainOnBatch} runs it: forward, loss, gradients, Adam, moving statistics. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TrainingStep {
    /** Which network. */
    @Param({"MLP", "MNIST_CNN"})
    public Networks network = Networks.MLP;

    /** In which types it computes. */
    @Param({"float32", "mixed_bfloat16"})
    public String policy = "float32";

    private Model model = network.model();
    private Tensor x = network.features(1, 0);
    private Tensor y = Networks.labels(1, 0);

    /** Makes model and data. */
    @Setup
    public void prepare() {
        model = network.model(policy);
        x = network.features(network.batch(), 1);
        y = Networks.labels(network.batch(), 2);
    }

    /** Trains on one batch. */
    @Benchmark
    public double step() {
        return model.trainOnBatch(x, y).get("loss");
    }
}
