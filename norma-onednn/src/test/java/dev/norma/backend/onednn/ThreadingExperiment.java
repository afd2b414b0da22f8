package dev.norma.backend.onednn;

import dev.norma.backend.onednn.Networks.Step;
import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.ffi.Team;
import dev.norma.backend.onednn.library.LibraryLoader;
import dev.norma.backend.onednn.lower.Lowering;
import dev.norma.backend.onednn.lower.Weight;
import dev.norma.backend.onednn.program.Crew;
import dev.norma.backend.onednn.program.NativeProgram;
import dev.norma.backend.onednn.program.Plan;
import dev.norma.ops.Evaluator;
import dev.norma.optimize.Pipeline;
import dev.norma.runtime.EngineThreads;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * Whole training steps under three schemes, by turns, without and with a busy neighbour:
 *
 * <ul>
 *   <li>together: each primitive and kernel on all cores, through OpenMP and the crew;
 *   <li>slices: each core its own slice of the batch, with single-threaded primitives. Slices meet once per step and leave out
 *       the summing of their gradients and statistics, so that their number is a bound;
 *   <li>inline: the caller alone.
 * </ul>
 *
 * <p>{@code norma-onednn/src/test/threading/run} builds and starts it. It wants a quiet machine.
 */
public final class ThreadingExperiment {
    private static final int WARM_UP = 10;

    private final Engine engine = new Engine(LibraryLoader.load().loaded().orElseThrow());
    private final Team team = new Team(engine.library());
    private final int cores = EngineThreads.count();
    private final Crew crew = new Crew(cores, team);
    private final Evaluator evaluator =
            ServiceLoader.load(Evaluator.class).findFirst().orElseThrow();
    private final int rounds;

    private ThreadingExperiment(int rounds) {
        this.rounds = rounds;
    }

    /** Prints a table; takes the number of rounds. */
    public static void main(String... arguments) throws Exception {
        ThreadingExperiment experiment =
                new ThreadingExperiment(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30);
        System.out.printf("%d cores, %d rounds; median and worst step in ms%n", experiment.cores, experiment.rounds);
        System.out.printf(
                "%-14s %-9s %10s  %18s  %18s  %18s%n",
                "network", "neighbour", "weight", "together", "slices", "inline");
        for (boolean busy : new boolean[] {false, true}) {
            for (int batch : new int[] {32, 512, 2048}) {
                experiment.compare("MLP", busy, Networks::mlp, batch);
            }
            for (int batch : new int[] {1, 16, 64, 128}) {
                experiment.compare("MNIST CNN", busy, Networks::mnist, batch);
            }
            for (int batch : new int[] {4, 32, 128}) {
                experiment.compare("ResNet-20", busy, Networks::resnet20, batch);
            }
        }
    }

    private interface Network {
        Step step(int batch, DType type);
    }

    private void compare(String name, boolean busy, Network network, int batch) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread neighbour = Thread.ofPlatform().daemon().unstarted(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        if (busy) {
            neighbour.start();
        }
        IntFunction<Step> steps = rows -> network.step(rows, DType.FLOAT32);
        Step whole = steps.apply(batch);
        long weight = Weight.perOperation(optimized(whole.program()).graph());
        Runnable[] schemes = {running(whole, false), slices(steps, batch), running(steps.apply(batch), true)};
        double[][] times = times(schemes);
        stop.set(true);
        StringBuilder line =
                new StringBuilder("%-14s %-9s %10d".formatted(name + " " + batch, busy ? "busy" : "none", weight));
        for (double[] each : times) {
            Arrays.sort(each);
            line.append(String.format(Locale.ROOT, "  %9.3f %8.3f", each[rounds / 2], each[rounds - 1]));
        }
        System.out.println(line);
    }

    /** In turns, so that all meet the same weather; small steps several times, so that the clock sees them. */
    private double[][] times(Runnable[] schemes) {
        double[][] times = new double[schemes.length][rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            for (int scheme = 0; scheme < schemes.length; scheme++) {
                long start = System.nanoTime();
                int runs = 0;
                do {
                    schemes[scheme].run();
                    runs++;
                } while (System.nanoTime() - start < 5_000_000);
                if (round >= 0) {
                    times[scheme][round] = (System.nanoTime() - start) / 1e6 / runs;
                }
            }
        }
        return times;
    }

    private Runnable running(Step step, boolean alone) {
        NativeProgram program = compiled(step.program(), alone);
        return () -> program.run(step.feeds(), new float[] {1e-3f});
    }

    private Runnable slices(IntFunction<Step> network, int batch) {
        CyclicBarrier start = new CyclicBarrier(cores + 1);
        CyclicBarrier end = new CyclicBarrier(cores + 1);
        for (int core = 0; core < cores; core++) {
            Runnable slice = running(network.apply(Math.max(1, batch / cores)), true);
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    await(start);
                    slice.run();
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

    private static Program optimized(Program drawn) {
        return drawn.withGraph(Pipeline.standard(drawn.state().size()).apply(drawn.graph()));
    }

    private NativeProgram compiled(Program drawn, boolean alone) {
        Program program = optimized(drawn);
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
