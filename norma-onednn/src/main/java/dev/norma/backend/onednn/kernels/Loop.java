package dev.norma.backend.onednn.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.norma.tensor.DType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * A chain of elementwise operations over one number of elements, run chunk by chunk: loads, instructions, stores, and sums or
 * moments of columns on the way. Thread {@code t} of {@code n} runs part {@code t}; {@link #finish} follows when all are done.
 */
public final class Loop {
    /** The most elements a chunk has if periods allow. */
    public static final int CHUNK = 4096;

    /** An operand: memory, its type, how it is walked, and the register it comes to. */
    public record Load(int buffer, DType type, Access access, int register) {}

    /** One number in a register. */
    public record Constant(double value, DType type, int register) {}

    /** A result: a register and the memory it goes to. */
    public record Store(int register, DType type, int buffer) {}

    /** Sums (one buffer) or moments (mean and variance) of the columns of a float register; results are float32. */
    public record Sink(int register, int period, boolean moments, List<Integer> buffers) {}

    private final long count;
    private final int chunk;
    private final int floats;
    private final int ints;
    private final Load[] loads;
    private final Constant[] constants;
    private final Instruction[] instructions;
    private final Store[] stores;
    private final Sink[] sinks;
    private final int arrays;

    /**
     * A loop over {@code count} elements.
     *
     * @param chunk elements at a time: a multiple of the period of each sink
     * @param floats how many float registers there are
     * @param ints how many int registers there are
     */
    public Loop(
            long count,
            int chunk,
            int floats,
            int ints,
            List<Load> loads,
            List<Constant> constants,
            List<Instruction> instructions,
            List<Store> stores,
            List<Sink> sinks) {
        this.count = count;
        this.chunk = chunk;
        this.floats = floats;
        this.ints = ints;
        this.loads = loads.toArray(Load[]::new);
        this.constants = constants.toArray(Constant[]::new);
        this.instructions = instructions.toArray(Instruction[]::new);
        this.stores = stores.toArray(Store[]::new);
        this.sinks = sinks.toArray(Sink[]::new);
        this.arrays =
                sinks.stream().mapToInt(sink -> Columns.arrays(sink.moments)).sum();
    }

    /** How many elements are worked on. */
    public long count() {
        return count;
    }

    @Override
    public String toString() {
        return "loop over %d: %d operands, %s, %d results, %d sums"
                .formatted(
                        count,
                        loads.length,
                        Arrays.stream(instructions).map(Instruction::name).toList(),
                        stores.length,
                        sinks.length);
    }

    /** A state for this many threads. */
    public Partial[] partials(int threads) {
        Partial[] partials = new Partial[threads];
        for (int t = 0; t < threads; t++) {
            partials[t] = new Partial(sinks);
        }
        return partials;
    }

    /** What one thread has summed up. */
    public static final class Partial {
        private final Columns[] columns;

        Partial(Sink[] sinks) {
            columns = Arrays.stream(sinks)
                    .map(sink -> new Columns(sink.period, sink.moments))
                    .toArray(Columns[]::new);
        }
    }

    /** Runs part {@code part} of {@code parts} on memory by number. */
    public void run(MemorySegment[] memory, Partial partial, Scratch scratch, int part, int parts) {
        long chunks = (count + chunk - 1) / chunk;
        long from = chunks * part / parts * chunk;
        long to = Math.min(count, chunks * (part + 1) / parts * chunk);
        for (Columns each : partial.columns) {
            each.clear();
        }
        if (from >= to) {
            return;
        }
        float[][] f = scratch.floats(floats + arrays, chunk);
        MemorySegment[] views = scratch.views();
        int[][] i = scratch.ints(ints + 2, chunk);
        int first = (int) Math.min(chunk, to - from);
        for (Constant constant : constants) {
            if (constant.type.isFloat()) {
                Arrays.fill(f[constant.register], 0, first, (float) constant.value);
            } else {
                Arrays.fill(i[constant.register], 0, first, (int) constant.value);
            }
        }
        for (Load load : loads) {
            if (stays(load)) {
                load(load, memory, from, first, f, views, i, scratch);
            }
        }
        for (long at = from; at < to; at += chunk) {
            int n = (int) Math.min(chunk, to - at);
            for (Load load : loads) {
                if (!stays(load)) {
                    load(load, memory, at, n, f, views, i, scratch);
                }
            }
            for (Instruction instruction : instructions) {
                instruction.run(f, views, i, n, ints);
            }
            for (Store store : stores) {
                if (store.type.isFloat()) {
                    Storage.store(views[store.register], memory[store.buffer], store.type, at, n, scratch);
                } else {
                    Storage.store(i[store.register], memory[store.buffer], store.type, at, n, scratch);
                }
            }
            int array = floats;
            for (int s = 0; s < sinks.length; s++) {
                partial.columns[s].take(f[sinks[s].register], n, f, array);
                array += Columns.arrays(sinks[s].moments);
            }
        }
        int array = floats;
        for (int s = 0; s < sinks.length; s++) {
            partial.columns[s].close(f, array);
            array += Columns.arrays(sinks[s].moments);
        }
    }

    /** Merges the threads' sums in their order and writes them. */
    public void finish(MemorySegment[] memory, Partial[] partials) {
        for (int s = 0; s < sinks.length; s++) {
            Columns total = partials[0].columns[s];
            for (int t = 1; t < partials.length; t++) {
                total.add(partials[t].columns[s]);
            }
            Sink sink = sinks[s];
            MemorySegment firsts = memory[sink.buffers.getFirst()];
            for (int c = 0; c < sink.period; c++) {
                firsts.setAtIndex(JAVA_FLOAT, c, (float) total.first(c));
            }
            if (sink.moments) {
                MemorySegment variances = memory[sink.buffers.get(1)];
                for (int c = 0; c < sink.period; c++) {
                    variances.setAtIndex(JAVA_FLOAT, c, (float) total.variance(c));
                }
            }
        }
    }

    /** Whether the register holds the same for each chunk, so that one load does. */
    private boolean stays(Load load) {
        return load.access.repeats(count) && chunk % load.access.period() == 0;
    }

    private static void load(
            Load load,
            MemorySegment[] memory,
            long at,
            int n,
            float[][] f,
            MemorySegment[] views,
            int[][] i,
            Scratch scratch) {
        MemorySegment from = memory[load.buffer];
        boolean isFloat = load.type.isFloat();
        long period = load.access.period();
        long block = load.access.block();
        int done = 0;
        while (done < n) {
            long position = at + done;
            long within = position % period;
            int run = (int) Math.min(period - within, n - done);
            long source = position / block * period + within;
            if (period == 1) {
                int same = (int) Math.min(block - position % block, n - done);
                if (isFloat) {
                    Storage.load(from, load.type, source, views[load.register], done, 1, scratch);
                    Arrays.fill(f[load.register], done, done + same, f[load.register][done]);
                } else {
                    Storage.load(from, load.type, source, i[load.register], done, 1, scratch);
                    Arrays.fill(i[load.register], done, done + same, i[load.register][done]);
                }
                done += same;
                continue;
            }
            if (isFloat) {
                Storage.load(from, load.type, source, views[load.register], done, run, scratch);
            } else {
                Storage.load(from, load.type, source, i[load.register], done, run, scratch);
            }
            done += run;
        }
    }
}
