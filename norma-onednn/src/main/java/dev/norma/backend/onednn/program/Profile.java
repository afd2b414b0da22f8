package dev.norma.backend.onednn.program;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a program goes. With the system property {@code norma.profile} set to a number, a program that has run so
 * often prints a table to standard error: what each step took in the second half of these runs, the longest first.
 */
final class Profile {
    private static final String RUNS = "norma.profile";

    private final int runs;
    private final List<String> names;
    private final Consumer<String> printer;
    private final long[] nanos;
    private long whole;
    private long begun;
    private int run;

    /** Prints after so many runs of steps of these names. */
    Profile(int runs, List<String> names, Consumer<String> printer) {
        this.runs = runs;
        this.names = List.copyOf(names);
        this.printer = printer;
        this.nanos = new long[names.size()];
    }

    /** A profile for one frame of a plan, if the property asks for it. */
    static @Nullable Profile wanted(Plan plan) {
        Integer runs = Integer.getInteger(RUNS);
        return runs == null || runs < 1
                ? null
                : new Profile(runs, plan.steps().stream().map(Step::name).toList(), System.err::print);
    }

    void begin() {
        begun = System.nanoTime();
    }

    /** Runs the steps of one run. */
    void run(Runnable[] steps) {
        if (!counts()) {
            for (Runnable step : steps) {
                step.run();
            }
            return;
        }
        long before = System.nanoTime();
        for (int i = 0; i < steps.length; i++) {
            steps[i].run();
            long after = System.nanoTime();
            nanos[i] += after - before;
            before = after;
        }
    }

    void end() {
        if (counts()) {
            whole += System.nanoTime() - begun;
        }
        if (++run == runs) {
            printer.accept(table());
        }
    }

    private boolean counts() {
        return run >= runs / 2 && run < runs;
    }

    private String table() {
        double counted = runs - runs / 2;
        long inside = Arrays.stream(nanos).sum();
        StringBuilder table =
                new StringBuilder("a run of %d steps, microseconds: %.1f, of which %.1f beside the steps%n"
                        .formatted(names.size(), whole / counted / 1e3, (whole - inside) / counted / 1e3));
        IntStream.range(0, nanos.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> -nanos[i]))
                .forEach(i -> table.append(
                        String.format(Locale.ROOT, "%10.1f  %3d  %s%n", nanos[i] / counted / 1e3, i, names.get(i))));
        return table.toString();
    }
}
