package dev.norma.runtime.interpreter;

import dev.norma.runtime.Backend;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Program;
import java.util.Optional;

/**
 * Runs programs in the interpreter, on the calling thread: everywhere, in every element type, and without hurry. Found by
 * {@link java.util.ServiceLoader}.
 */
public final class ReferenceBackend implements Backend {
    /** The back end; it has no settings. */
    public ReferenceBackend() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public Executable compile(Program program) {
        return new ReferenceExecutable(program);
    }
}
