package dev.norma.runtime;

import dev.norma.optimize.Pass;
import java.util.List;
import java.util.Optional;

/** What runs programs. Found by {@link java.util.ServiceLoader}; {@link Backends} chooses. */
public interface Backend {
    /** For settings and reports, for example {@code reference} or {@code onednn}. */
    String name();

    /** Why it cannot run here, in one sentence; empty if it can. */
    Optional<String> refusal();

    /** Does what the first program would wait for, such as loading native code, while that program is still being drawn. */
    default void prepare() {}

    /** What to rewrite before it compiles, beyond what suits every back end. */
    default List<Pass> passes() {
        return List.of();
    }

    /** The program ready to run. All sizes of the graph are known. */
    Executable compile(Program program);
}
