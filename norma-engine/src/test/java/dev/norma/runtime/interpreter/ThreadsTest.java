package dev.norma.runtime.interpreter;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.matMul;
import static dev.norma.ops.Ops.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void one_executable_runs_from_many_threads_at_once() throws Exception {
        Trace trace = new Trace("a prediction");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, 16, 32));
        Value kernel = trace.feed("kernel", TensorType.of(DType.FLOAT32, 32, 32));
        Value y = relu(add(matMul(x, kernel), x));
        Launcher launcher = new Launcher(trace.finish(List.of(matMul(y, kernel)), false), Backends.named("reference"));
        Tensor weights = Tensor.fill(TensorType.of(DType.FLOAT32, 32, 32), 0.125);
        Executable executable = launcher.executable(List.of(Tensor.zeros(16, 32), weights));

        List<Future<Boolean>> equal = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 64; i++) {
                Tensor feed = Tensor.fill(TensorType.of(DType.FLOAT32, 16, 32), i - 20);
                double each = Math.max(0, (i - 20) * 4.0 + (i - 20)) * 4;
                equal.add(threads.submit(() -> {
                    boolean all = true;
                    for (float value : executable
                            .run(List.of(feed, weights), new float[0])
                            .getFirst()
                            .toFloats()) {
                        all &= value == each;
                    }
                    return all;
                }));
            }
        }
        for (Future<Boolean> one : equal) {
            assertThat(one.get()).isTrue();
        }
    }
}
