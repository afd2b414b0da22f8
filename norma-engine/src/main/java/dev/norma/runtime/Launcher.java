package dev.norma.runtime;

import dev.norma.graph.Graph;
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

/**
 * Runs a program: binds its sizes, compiles it once for each, takes the locks of its state. Keeps the executables used
 * last; safe to use from many threads.
 */
public final class Launcher {
    /** How many sizes one program is kept compiled for. */
    static final int KEPT = 16;

    private final Program program;
    private final Backend backend;
    private final Locks locks;
    private final Map<List<Shape>, Executable> executables = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, Executable> eldest) {
            return size() > KEPT;
        }
    };

    /** A launcher on the current back end. */
    public Launcher(Program program) {
        this(program, Backends.current());
    }

    /** A launcher on a given back end. */
    public Launcher(Program program, Backend backend) {
        this.program = program;
        this.backend = backend;
        this.locks = new Locks(program);
    }

    /** The program that is run. */
    public Program program() {
        return program;
    }

    /**
     * Runs once.
     *
     * @param feeds tensors of the program's feed types
     * @return the results
     * @throws ShapeException or {@link DTypeException} if a feed does not fit; nothing is changed then
     */
    public List<Tensor> run(List<Tensor> feeds) {
        check(feeds);
        Executable executable = executable(feeds);
        float[] scalars = new float[program.scalars().size()];
        for (int i = 0; i < scalars.length; i++) {
            scalars[i] = (float) program.scalars().get(i).getAsDouble();
        }
        program.state().forEach(Parameter::memory); // initial values are drawn outside of the locks
        return locks.hold(() -> executable.run(feeds, scalars));
    }

    /** The executable for the sizes of these feeds, compiled now if it is not kept. */
    public Executable executable(List<Tensor> feeds) {
        List<Shape> sizes = feeds.stream().map(Tensor::shape).toList();
        synchronized (executables) {
            Executable kept = executables.get(sizes);
            if (kept == null) {
                kept = compile(sizes);
                executables.put(sizes, kept);
            }
            return kept;
        }
    }

    private Executable compile(List<Shape> sizes) {
        Graph bound = Sizes.bind(program.graph(), sizes, program.checks());
        Pipeline pipeline = Pipeline.standard(program.state().size()).then(backend.passes());
        return backend.compile(program.withGraph(pipeline.apply(bound)));
    }

    private void check(List<Tensor> feeds) {
        List<TensorType> types = program.feedTypes();
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
