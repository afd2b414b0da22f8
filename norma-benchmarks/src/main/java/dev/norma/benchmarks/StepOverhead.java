package dev.norma.benchmarks;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a step costs beside its kernels: 30 operations (ten times matMul, add and tanh) that update ten parameters and look
 * whether all is finite, on tensors of one number each. Kernels have nothing to do there, so that the whole time is overhead,
 * down to what oneDNN itself needs to enter and leave ten primitives.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepOverhead {
    private static final int LAYERS = 10;
    private static final TensorType NUMBER = TensorType.of(DType.FLOAT32, 1, 1);

    private final List<Tensor> feeds = List.of(Tensor.ones(1, 1));
    private Launcher launcher = launcher();

    /** Draws and compiles. */
    @Setup
    public void prepare() {
        launcher = launcher();
    }

    private static Launcher launcher() {
        Trace trace = new Trace("an overhead");
        Owner owner = new Owner();
        Value x = trace.feed("x", NUMBER);
        for (int i = 0; i < LAYERS; i++) {
            Parameter kernel = parameter("kernel", owner, 0.5);
            Parameter bias = parameter("bias", owner, 0.25);
            x = Ops.tanh(Ops.add(Ops.matMul(x, trace.value(kernel)), trace.value(bias)));
            trace.update(bias, x);
        }
        return new Launcher(trace.finish(List.of(x), true));
    }

    private static Parameter parameter(String name, Owner owner, double value) {
        return new Parameter(name, NUMBER, Parameter.Kind.TRAINABLE, owner, () -> Tensor.fill(NUMBER, value));
    }

    /** Runs the 30 operations. */
    @Benchmark
    public List<Tensor> step() {
        return launcher.run(feeds);
    }
}
