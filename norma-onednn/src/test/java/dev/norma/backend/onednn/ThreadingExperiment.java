package dev.norma.backend.onednn;

import dev.norma.backend.onednn.Networks.Step;
import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.ffi.Team;
import dev.norma.backend.onednn.library.LibraryLoader;
import dev.norma.backend.onednn.lower.Lowering;
import dev.norma.backend.onednn.program.Crew;
import dev.norma.backend.onednn.program.NativeProgram;
import dev.norma.backend.onednn.program.Plan;
import dev.norma.ops.Evaluator;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Whole training steps, each primitive on all cores through OpenMP against each core with its own slice of the batch and
 * single-threaded primitives; without and with a busy neighbour. Slices meet once per step and leave out the summing of
 * their gradients and statistics, so that what it prints for them is a bound. Run it on a quiet machine:
 *
 * <pre>java -cp (test class path) dev.norma.backend.onednn.ThreadingExperiment [rounds]</pre>
 */
public final class ThreadingExperiment {
    private final Engine engine = new Engine(LibraryLoader.load().loaded().orElseThrow());
    private final Team team = new Team(engine.library());
    private final int cores = OnednnBackend.threads();
    private final Crew crew = new Crew(cores, team);
    private final Evaluator evaluator =
            ServiceLoader.load(Evaluator.class).findFirst().orElseThrow();

    /** Prints a table. */
    public static void main(String... arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        ThreadingExperiment experiment = new ThreadingExperiment();
        System.out.println("network, neighbour: median and worst step in ms, each primitive on all cores | slices");
        for (boolean busy : new boolean[] {false, true}) {
            experiment.compare("MLP 1024", busy, rounds, batch -> Networks.mlp(batch, DType.FLOAT32), 1024);
            experiment.compare("MNIST CNN 128", busy, rounds, batch -> Networks.mnist(batch, DType.FLOAT32), 128);
            experiment.compare("ResNet-20 128", busy, rounds, batch -> Networks.resnet20(batch, DType.FLOAT32), 128);
        }
    }

    private void compare(String name, boolean busy, int rounds, IntFunction<Step> network, int batch) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread neighbour = Thread.ofPlatform().daemon().unstarted(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        if (busy) {
            neighbour.start();
        }
        Runnable together = together(network.apply(batch));
        Runnable slices = slices(network, batch);
        double[][] times = new double[2][rounds];
        for (int round = -5; round < rounds; round++) { // in turns, so that both meet the same weather
            for (int scheme = 0; scheme < 2; scheme++) {
                long start = System.nanoTime();
                (scheme == 0 ? together : slices).run();
                if (round >= 0) {
                    times[scheme][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        stop.set(true);
        for (double[] each : times) {
            Arrays.sort(each);
        }
        System.out.printf(
                "%-14s %-5s  %8.2f %8.2f  |  %8.2f %8.2f%n",
                name,
                busy ? "busy" : "none",
                times[0][rounds / 2],
                times[0][rounds - 1],
                times[1][rounds / 2],
                times[1][rounds - 1]);
    }

    private Runnable together(Step step) {
        NativeProgram program = compiled(step.program(), false);
        return () -> program.run(step.feeds(), new float[] {1e-3f});
    }

    private Runnable slices(IntFunction<Step> network, int batch) {
        CyclicBarrier start = new CyclicBarrier(cores + 1);
        CyclicBarrier end = new CyclicBarrier(cores + 1);
        for (int core = 0; core < cores; core++) {
            Step step = network.apply(batch / cores);
            NativeProgram program = compiled(step.program(), true);
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    await(start);
                    program.run(step.feeds(), new float[] {1e-3f});
                    await(end);
                }
            });
        }
        return () -> {
            await(start);
            await(end);
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private NativeProgram compiled(Program program, boolean alone) {
        NativeScope scope = new NativeScope();
        Plan[] plan = new Plan[1];
        Runnable planning = () -> plan[0] = Lowering.plan(program, scope, engine, evaluator, alone);
        if (alone) {
            team.size(1);
            planning.run();
        } else {
            crew.lead(planning);
        }
        return new NativeProgram(program, plan[0], scope, crew, team, (feeds, scalars) -> List.of());
    }
}
