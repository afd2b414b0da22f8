package dev.norma.runtime;

import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.optimize.Pipeline;
import dev.norma.optimize.Sizes;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program: binds its sizes, compiles it once for each, takes the locks of its state. Keeps the executables used
 * last; safe to use from many threads.
 */
public final class Launcher {
    /** How many sizes one program is kept compiled for. */
    static final int KEPT = 16;

    private final Program program;
    private final Backend backend;
    private final Purpose purpose;
    private final List<TensorType> types;
    private final Locks locks;
    private final Map<List<Shape>, Executable> executables = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, Executable> eldest) {
            boolean tooMany = size() > KEPT;
            if (tooMany) {
                eldest.getValue().retire();
            }
            return tooMany;
        }
    };

    /** The executable used last, which most runs use again. */
    private volatile @Nullable Sized last;

    private record Sized(List<Shape> sizes, Executable executable) {
        boolean suits(List<Tensor> feeds) {
            for (int i = 0; i < sizes.size(); i++) {
                if (!sizes.get(i).equals(feeds.get(i).shape())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A launcher on the current back end. */
    public Launcher(Program program) {
        this(program, Backends.current());
    }

    /** A launcher on a given back end. */
    public Launcher(Program program, Backend backend) {
        this(program, backend, Purpose.OTHER);
    }

    /** A launcher on a given back end, of a program for this. */
    public Launcher(Program program, Backend backend, Purpose purpose) {
        this.program = program;
        this.backend = backend;
        this.purpose = purpose;
        this.types = program.feedTypes();
        this.locks = new Locks(program);
    }

    /** The program that is run. */
    public Program program() {
        return program;
    }

    /** What it is run for. */
    public Purpose purpose() {
        return purpose;
    }

    /**
     * Runs once.
     *
     * @param feeds tensors of the program's feed types
     * @return the results
     * @throws ShapeException or {@link DTypeException} if a feed does not fit; nothing is changed then
     */
    public List<Tensor> run(List<Tensor> feeds) {
        Executable executable = executable(feeds);
        float[] scalars = new float[program.scalars().size()];
        for (int i = 0; i < scalars.length; i++) {
            scalars[i] = (float) program.scalars().get(i).getAsDouble();
        }
        return locks.hold(() -> executable.run(feeds, scalars));
    }

    /**
     * The executable for the sizes of these feeds, compiled now if it is not kept; nothing is left to do then but to run it.
     *
     * @throws ShapeException or {@link DTypeException} if a feed does not fit
     */
    public Executable executable(List<Tensor> feeds) {
        check(feeds);
        for (Parameter parameter : program.state()) {
            parameter.memory(); // initial values are drawn outside of the locks
        }
        Sized before = last;
        if (before != null && before.suits(feeds)) {
            return before.executable();
        }
        List<Shape> sizes = feeds.stream().map(Tensor::shape).toList();
        synchronized (executables) {
            Executable kept = executables.get(sizes);
            if (kept == null) {
                kept = compile(sizes);
                executables.put(sizes, kept);
            }
            last = new Sized(sizes, kept);
            return kept;
        }
    }

    /** Says that nobody will run it any more: {@link Executable#retire}. */
    public void retire() {
        synchronized (executables) {
            executables.values().forEach(Executable::retire);
        }
    }

    private Executable compile(List<Shape> sizes) {
        if (!FlightRecorder.isInitialized()) { // a first event would take longer than most programs
            return compiled(optimized(sizes));
        }
        CompileEvent event = new CompileEvent();
        event.begin();
        Graph fast = optimized(sizes);
        Executable executable = compiled(fast);
        event.end();
        if (event.shouldCommit()) {
            tell(event, sizes, fast);
        }
        return executable;
    }

    private Graph optimized(List<Shape> sizes) {
        Graph bound = Sizes.bind(program.graph(), sizes, program.checks());
        return Pipeline.standard(program.state().size()).then(backend.passes()).apply(bound);
    }

    private Executable compiled(Graph fast) {
        return backend.compile(program.withGraph(fast));
    }

    private void tell(CompileEvent event, List<Shape> sizes, Graph fast) {
        event.model = purpose.model();
        event.mode = purpose.mode();
        event.batchSize = sizes.isEmpty() || sizes.getFirst().rank() == 0
                ? 0
                : sizes.getFirst().dim(0);
        event.sizes = sizes.stream().map(Shape::toString).collect(Collectors.joining(", "));
        event.backend = backend.name();
        event.drawnOperations = operations(program.graph());
        event.operations = operations(fast);
        event.commit();
    }

    private static int operations(Graph graph) {
        return (int) graph.nodes().stream()
                .filter(node -> !(node.source() instanceof Leaf))
                .count();
    }

    private void check(List<Tensor> feeds) {
        if (feeds.size() != types.size()) {
            throw new ShapeException(
                    "the program is given the wrong number of tensors",
                    types.size() + " tensors: " + types,
                    feeds.size() + " tensors",
                    "give one tensor for each input");
        }
        for (int i = 0; i < types.size(); i++) {
            Tensor feed = feeds.get(i);
            if (feed.dtype() != types.get(i).dtype()) {
                throw new DTypeException(
                        "input %d does not take this element type".formatted(i),
                        types.get(i).toString(),
                        feed.type().toString(),
                        "cast it: x.cast(DType.%s)"
                                .formatted(types.get(i).dtype().name()));
            }
            if (!types.get(i).accepts(feed.type())) {
                throw new ShapeException(
                        "input %d does not take this shape".formatted(i),
                        types.get(i).toString(),
                        feed.type().toString(),
                        "reshape it, or build the model for this shape");
            }
        }
    }
}
