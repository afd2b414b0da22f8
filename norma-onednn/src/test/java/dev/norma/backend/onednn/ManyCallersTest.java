package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.backend.onednn.Networks.Step;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ManyCallersTest {
    /** Loss and accuracy of a step that writes nothing, so that callers share it. */
    private static Launcher looking(Step step, Backend backend) {
        Program program = step.program();
        Program without = new Program(
                new dev.norma.graph.Graph(
                        program.graph().inputs(), program.graph().outputs().subList(0, program.results())),
                program.feeds(),
                program.scalars(),
                program.state(),
                program.results(),
                List.of(),
                true);
        return new Launcher(without, backend);
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void sixteen_threads_of_both_kinds_get_equal_numbers(String size) throws Exception {
        Step step = size.equals("small") ? Networks.mlp(8, DType.FLOAT32) : Networks.mnist(16, DType.FLOAT32);
        Launcher launcher = looking(step, size.equals("small") ? Sameness.NATIVE : Sameness.TEAM);
        List<Double> expected = numbers(launcher, step);
        long threadsBefore = systemThreads();
        try (ExecutorService platform = Executors.newFixedThreadPool(8);
                ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<Double>> call = () -> {
                List<Double> last = expected;
                for (int i = 0; i < 20; i++) {
                    last = numbers(launcher, step);
                }
                return last;
            };
            List<Future<List<Double>>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                futures.add(platform.submit(call));
                futures.add(virtual.submit(call));
            }
            for (Future<List<Double>> future : futures) {
                assertThat(future.get()).isEqualTo(expected);
            }
            // 8 callers, the carriers of virtual threads and what the JVM starts meanwhile; OpenMP gives callers no
            // team
            assertThat(systemThreads() - threadsBefore)
                    .isLessThanOrEqualTo(8 + 2L * Runtime.getRuntime().availableProcessors() + 6);
        }
    }

    /** A frame of this network has more than 10 MB: a thousand waiting callers with one each would be more than most machines have. */
    @Test
    void callers_that_wait_for_their_turn_take_no_memory() throws Exception {
        Step step = Networks.mnist(32, DType.FLOAT32);
        Launcher launcher = looking(step, Sameness.TEAM);
        List<Double> expected = numbers(launcher, step);
        long before = residentMegabytes();
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Double>>> futures = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                futures.add(virtual.submit(() -> numbers(launcher, step)));
            }
            for (Future<List<Double>> future : futures) {
                assertThat(future.get()).isEqualTo(expected);
            }
        }
        assertThat(residentMegabytes() - before).isLessThan(200);
    }

    /** What the process has in memory; 0 on a system that does not say so. */
    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isRegularFile(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    @Test
    void two_networks_that_train_at_once_learn_what_each_learns_alone() throws Exception {
        List<Double> alone = losses();
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            List<Future<List<Double>>> futures =
                    List.of(callers.submit(ManyCallersTest::losses), callers.submit(ManyCallersTest::losses));
            for (Future<List<Double>> future : futures) {
                assertThat(future.get()).isEqualTo(alone);
            }
        }
    }

    private static List<Double> losses() {
        Step step = Networks.mnist(16, DType.FLOAT32);
        Launcher launcher = new Launcher(step.program(), Sameness.TEAM);
        List<Double> losses = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            losses.addAll(numbers(launcher, step));
        }
        return losses;
    }

    private static List<Double> numbers(Launcher launcher, Step step) {
        return launcher.run(step.feeds()).stream().map(Tensor::item).collect(Collectors.toList());
    }

    private static long systemThreads() throws Exception {
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return 0;
        }
        try (Stream<Path> each = Files.list(tasks)) {
            return each.count();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_step_allocates_no_memory_for_its_batch(boolean together) {
        Step step = Networks.mnist(32, DType.FLOAT32);
        Launcher launcher = new Launcher(step.program(), together ? Sameness.TEAM : Sameness.NATIVE);
        for (int i = 0; i < 20; i++) {
            launcher.run(step.feeds());
        }
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        int steps = 20;
        for (int i = 0; i < steps; i++) {
            launcher.run(step.feeds());
        }
        long each = (threads.getTotalThreadAllocatedBytes() - before) / steps;
        assertThat(each).isLessThan(64 * 1024); // one image batch has 100 KB, one activation 3 MB
    }
}
