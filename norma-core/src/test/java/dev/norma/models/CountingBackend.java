package dev.norma.models;

import dev.norma.optimize.Pass;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Executable;
import dev.norma.runtime.Program;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The reference interpreter, which counts what it compiles. */
final class CountingBackend implements Backend {
    private final Backend reference = Backends.named("reference");
    final AtomicInteger compiled = new AtomicInteger();

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public List<Pass> passes() {
        return reference.passes();
    }

    @Override
    public Executable compile(Program program) {
        compiled.incrementAndGet();
        return reference.compile(program);
    }
}
