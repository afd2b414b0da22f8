package dev.norma.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.norma.data.Batch;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.models.Sequential;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Program;
import dev.norma.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands around a program allocates a few small objects for each step, and nothing that grows with the batch or with steps. */
class StepAllocationTest {
    private static final int STEPS = 20_000;

    /** Runs nothing: results are there already. */
    private static final class Idle implements Backend {
        @Override
        public String name() {
            return "idle";
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Executable compile(Program program) {
            List<Tensor> results = IntStream.range(0, program.results())
                    .mapToObj(i -> Tensor.of(1.0f).reshape())
                    .toList();
            return (feeds, scalars) -> results;
        }
    }

    @Test
    void a_step_allocates_less_than_a_kilobyte_around_the_program() {
        assertThat(bytesOfAStep(8)).isLessThan(1024);
        assertThat(bytesOfAStep(512)).isLessThan(1024);
    }

    private static long bytesOfAStep(int rows) {
        Sequential net = new Sequential(new InputLayer(4), new Dense(3));
        net.compile("adam", "mse", "mae");
        Batch batch = Batch.of(Tensor.ones(rows, 4), Tensor.ones(rows, 3));
        return Backends.with(new Idle(), () -> {
            Stepper stepper = new Stepper(net.network(), net.compiled().orElseThrow());
            run(stepper, batch);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            run(stepper, batch);
            return (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
        });
    }

    private static void run(Stepper stepper, Batch batch) {
        for (int i = 0; i < STEPS; i++) {
            stepper.step(Mode.TRAIN, batch);
        }
    }
}
