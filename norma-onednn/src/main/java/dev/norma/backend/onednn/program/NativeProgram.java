package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.ffi.Team;
import dev.norma.backend.onednn.kernels.Finite;
import dev.norma.backend.onednn.kernels.Scratch;
import dev.norma.runtime.Executable;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan: copies the feeds in, runs the steps, looks whether all is finite, then writes the new state and copies the
 * results out. Each run takes a frame from a pool, so that there are as many as ever ran at once; of a large program that is one.
 */
public final class NativeProgram implements Executable {
    private static final Cleaner CLEANER = Cleaner.create();

    /** From so many bytes of outputs on, checking and committing them is worth several threads. */
    private static final long MUCH = 1 << 20;

    private final Program program;
    private final Plan plan;
    private final Crew crew;
    private final Team team;
    private final Diagnosis diagnosis;
    private final List<TensorType> outputTypes;
    private final long outputBytes;
    private final ConcurrentLinkedDeque<Bound> idle = new ConcurrentLinkedDeque<>();

    /** Those of the state that was prepared last; who reads a new one also sees what was prepared for it. */
    private final AtomicLongArray versions;

    private final Object preparing = new Object();
    private volatile boolean prepared;
    private volatile boolean retired;

    /** A frame with its steps bound. */
    static final class Bound {
        final Frame frame;
        final Runnable[] state;
        final Runnable[] steps;
        final @Nullable Profile profile;
        final Work checking;
        final Work committing;
        volatile boolean infinite;
        List<Tensor> feeds = List.of();
        float[] scalars = {};

        Bound(Frame frame, NativeProgram program) {
            Plan plan = program.plan;
            this.frame = frame;
            this.checking = (scratch, part, parts) -> program.check(this, scratch, part, parts);
            this.committing = (_, part, parts) -> program.commit(this, part, parts);
            this.state = bind(plan.state(), frame);
            this.steps = bind(plan.steps(), frame);
            this.profile = Profile.wanted(plan);
        }

        private static Runnable[] bind(List<Step> steps, Frame frame) {
            return steps.stream().map(step -> step.prepare(frame)).toArray(Runnable[]::new);
        }
    }

    /**
     * A plan with what it needs to run.
     *
     * @param scope owns the primitives and the memory that frames share; it is closed when the program is garbage
     * @param diagnosis called with feeds and scalars when something is not finite; may throw a better message
     */
    public NativeProgram(Program program, Plan plan, NativeScope scope, Crew crew, Team team, Diagnosis diagnosis) {
        this.program = program;
        this.plan = plan;
        this.crew = crew;
        this.team = team;
        this.diagnosis = diagnosis;
        this.outputTypes = program.graph().outputTypes();
        this.outputBytes = outputTypes.stream()
                .mapToLong(type -> type.shape().size() * type.dtype().bytes())
                .sum();
        this.versions = new AtomicLongArray(program.state().size());
        CLEANER.register(this, scope::close);
    }

    /** Says where a number that is not finite came up first, by throwing {@link NonFiniteException}. */
    public interface Diagnosis {
        /** Runs the step again, slowly, without changing state. */
        void explain(List<Tensor> feeds, float[] scalars);
    }

    @Override
    public List<Tensor> run(List<Tensor> feeds, float[] scalars) {
        List<Tensor> results;
        if (plan.small()) {
            team.size(1);
            results = runHere(feeds, scalars);
        } else {
            results = crew.lead(() -> runHere(feeds, scalars));
        }
        if (results == null) {
            diagnosis.explain(feeds, scalars);
            throw new NonFiniteException("a result or new state is infinite or not a number; nothing was written");
        }
        return results;
    }

    /** The results, null if something is not finite. Takes a frame where it runs: callers that wait for their turn have none. */
    private @Nullable List<Tensor> runHere(List<Tensor> feeds, float[] scalars) {
        Bound bound = idle.pollFirst();
        if (bound == null) {
            bound = bind();
        }
        bound.feeds = feeds;
        bound.scalars = scalars;
        if (bound.profile != null) {
            bound.profile.begin();
        }
        work(bound);
        List<Tensor> results = bound.infinite ? null : results(bound);
        bound.feeds = List.of();
        if (bound.profile != null) {
            bound.profile.end();
        }
        idle.addFirst(bound);
        if (retired) {
            freeFrames();
        }
        return results;
    }

    @Override
    public void retire() {
        retired = true;
        freeFrames();
    }

    /** A frame is idle, and then whoever polls it has it, or a run's own. */
    private void freeFrames() {
        for (Bound bound = idle.pollFirst(); bound != null; bound = idle.pollFirst()) {
            bound.frame.scope.close();
        }
    }

    /** How many frames wait for the next run: what tests count. */
    public int idleFrames() {
        return idle.size();
    }

    @Override
    public List<String> fallbacks() {
        return plan.fallbacks();
    }

    /** The plan: what tests count. */
    public Plan plan() {
        return plan;
    }

    private Bound bind() {
        Frame frame = new Frame(new MemorySegment[plan.buffers().size()], plan.small() ? Workers.alone() : crew);
        CLEANER.register(this, frame.scope::close);
        MemorySegment arena = frame.scope.allocate(plan.arenaBytes());
        for (int b = 0; b < frame.memory.length; b++) {
            frame.memory[b] = switch (plan.buffers().get(b)) {
                case Plan.Place.InArena(long offset, long bytes) -> arena.asSlice(offset, bytes);
                case Plan.Place.Shared(MemorySegment memory) -> memory;
                case Plan.Place.Input(int index, long offset, long bytes) ->
                    index < program.feeds() + program.scalars().size()
                            ? arena.asSlice(offset, bytes)
                            : parameter(index).memory();
            };
        }
        return new Bound(frame, this);
    }

    private Parameter parameter(int input) {
        return program.state().get(input - program.feeds() - program.scalars().size());
    }

    private void compute(Bound bound) {
        MemorySegment[] memory = bound.frame.memory;
        int scalars = program.scalars().size();
        for (int i = 0; i < program.feeds(); i++) {
            memory[i].copyFrom(bound.feeds.get(i).segment());
        }
        for (int i = 0; i < scalars; i++) {
            memory[program.feeds() + i].set(java.lang.foreign.ValueLayout.JAVA_FLOAT, 0, bound.scalars[i]);
        }
        if (bound.state.length > 0 && stale()) {
            renew(bound);
        }
        if (bound.profile != null) {
            bound.profile.run(bound.steps);
            return;
        }
        for (Runnable step : bound.steps) {
            step.run();
        }
    }

    private boolean stale() {
        if (!prepared) {
            return true;
        }
        List<Parameter> state = program.state();
        for (int i = 0; i < versions.length(); i++) {
            if (state.get(i).version() != versions.get(i)) {
                return true;
            }
        }
        return false;
    }

    private void renew(Bound bound) {
        synchronized (preparing) {
            if (!stale()) {
                return;
            }
            for (Runnable step : bound.state) {
                step.run();
            }
            for (int i = 0; i < versions.length(); i++) {
                versions.set(i, program.state().get(i).version());
            }
            prepared = true;
        }
    }

    /** Computes, checks, commits: on the threads that computed, whose arrays nobody else may touch. */
    private void work(Bound bound) {
        compute(bound);
        bound.infinite = false;
        if (program.guarded()) {
            share(bound, bound.checking);
        }
        if (!bound.infinite) {
            share(bound, bound.committing);
            program.updated().forEach(Parameter::changed);
        }
    }

    private void share(Bound bound, Work work) {
        if (outputBytes > MUCH) {
            bound.frame.workers.share(work);
        } else {
            work.part(bound.frame.workers.scratch(), 0, 1);
        }
    }

    private void check(Bound bound, Scratch scratch, int part, int parts) {
        for (int i = 0; i < outputTypes.size() && !bound.infinite; i++) {
            TensorType type = outputTypes.get(i);
            if (type.dtype().isFloat()) {
                long from = type.shape().size() * part / parts;
                long to = type.shape().size() * (part + 1) / parts;
                MemorySegment memory = bound.frame.memory[plan.outputs().get(i)];
                if (!Finite.all(memory.asSlice(from * type.dtype().bytes()), type.dtype(), to - from, scratch)) {
                    bound.infinite = true;
                }
            }
        }
    }

    private void commit(Bound bound, int part, int parts) {
        for (int i = 0; i < program.updated().size(); i++) {
            MemorySegment from = bound.frame.memory[plan.outputs().get(program.results() + i)];
            MemorySegment to = program.updated().get(i).memory();
            long start = to.byteSize() * part / parts;
            MemorySegment.copy(from, start, to, start, to.byteSize() * (part + 1) / parts - start);
        }
    }

    private List<Tensor> results(Bound bound) {
        List<Tensor> results = new ArrayList<>(program.results());
        for (int i = 0; i < program.results(); i++) {
            TensorType type = outputTypes.get(i);
            long bytes = type.shape().size() * type.dtype().bytes();
            results.add(Tensor.copyOf(type, bound.frame.memory[plan.outputs().get(i)].asSlice(0, bytes)));
        }
        return results;
    }
}
