package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.kernels.Loop;

/** A fused chain of elementwise operations. */
public record LoopStep(Loop loop) implements Step {
    private static final long SMALL = 4 * Loop.CHUNK;

    @Override
    public String name() {
        return loop.toString();
    }

    @Override
    public Runnable prepare(Frame frame) {
        boolean shared = frame.workers.size() > 1 && loop.count() > SMALL;
        Loop.Partial[] partials = loop.partials(shared ? frame.workers.size() : 1);
        Work work = (scratch, part, parts) -> loop.run(frame.memory, partials[part], scratch, part, parts);
        if (shared) {
            return () -> {
                frame.workers.share(work);
                loop.finish(frame.memory, partials);
            };
        }
        return () -> {
            work.part(frame.workers.scratch(), 0, 1);
            loop.finish(frame.memory, partials);
        };
    }
}
