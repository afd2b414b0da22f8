package dev.norma.backend.onednn;

import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.ffi.Team;
import dev.norma.backend.onednn.library.Availability;
import dev.norma.backend.onednn.library.LibraryLoader;
import dev.norma.backend.onednn.lower.Lowering;
import dev.norma.backend.onednn.lower.Weight;
import dev.norma.backend.onednn.program.Crew;
import dev.norma.backend.onednn.program.NativeProgram;
import dev.norma.backend.onednn.program.Plan;
import dev.norma.ops.Evaluator;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.EngineThreads;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Runs programs on the processor: oneDNN's primitives for products, convolutions and pooling, our own kernels for the rest.
 * Found by {@link ServiceLoader}. Programs in other element types than float32 and bfloat16 run on the interpreter.
 */
public final class OnednnBackend implements Backend {
    /**
     * Below so much work in an operation, on average, the caller's thread runs the program: waking other threads for each
     * operation would cost more than they save. Measured in docs/decisions/0004-threads.md.
     */
    private static final long SMALL = 150_000;

    private static final class Native {
        static final Availability AVAILABILITY = LibraryLoader.load();
    }

    private static final class Running {
        static final Engine ENGINE = new Engine(Native.AVAILABILITY.loaded().orElseThrow());
        static final Team TEAM = new Team(ENGINE.library());
        static final Crew CREW = new Crew(EngineThreads.count(), TEAM);
        static final Evaluator EVALUATOR = ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader())
                .findFirst()
                .orElseThrow();
    }

    /** The back end; it has no settings but the system's properties. */
    public OnednnBackend() {}

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public Optional<String> refusal() {
        String why = Native.AVAILABILITY.why();
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    @Override
    public void prepare() {
        if (refusal().isEmpty()) {
            Engine.link();
        }
    }

    @Override
    public Executable compile(Program program) {
        int _ = EngineThreads.count(); // refuses a wrong number each time, where Running could do so only once
        return isWide(program)
                ? reference().compile(program)
                : compiled(program, Weight.perOperation(program.graph()) < SMALL);
    }

    /** Whether a number of it is a float64, which oneDNN does not compute with. */
    static boolean isWide(Program program) {
        return program.graph().nodes().stream()
                .flatMap(node -> node.results().stream())
                .anyMatch(value -> value.type().dtype() == DType.FLOAT64);
    }

    /** The program for the caller's thread alone, if it is small, else for the engine's threads. */
    static Executable compiled(Program program, boolean small) {
        NativeScope scope = new NativeScope();
        Plan[] plan = new Plan[1];
        Runnable planning = () -> plan[0] = Lowering.plan(program, scope, Running.ENGINE, Running.EVALUATOR, small);
        try {
            if (small) { // primitives keep the number of threads they are made with
                Running.TEAM.size(1);
                planning.run();
            } else {
                Running.CREW.lead(planning);
            }
        } catch (RuntimeException | Error failure) {
            scope.close();
            throw failure;
        }
        return new NativeProgram(program, plan[0], scope, Running.CREW, Running.TEAM, diagnosis(program));
    }

    /** The interpreter runs the step again with the new state as results, so that it finds the layer and writes nothing. */
    private static NativeProgram.Diagnosis diagnosis(Program program) {
        return (List<Tensor> feeds, float[] scalars) -> {
            Program dry = new Program(
                    program.graph(),
                    program.feeds(),
                    program.scalars(),
                    program.state(),
                    program.outputNames(),
                    List.of(),
                    List.of(),
                    true);
            reference().compile(dry).run(feeds, scalars);
        };
    }

    private static Backend reference() {
        return Backends.named("reference");
    }
}
