package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.kernels.Scratch;

/** A kernel of ours that splits into parts. */
public record SharedStep(String name, Kernel kernel, boolean splits) implements Step {
    /** What runs: on a frame's memory, this part of so many. */
    public interface Kernel {
        /** Runs one part. */
        void run(Frame frame, Scratch scratch, int part, int parts);
    }

    @Override
    public Runnable prepare(Frame frame) {
        Work work = (scratch, part, parts) -> kernel.run(frame, scratch, part, parts);
        return splits ? () -> frame.workers.share(work) : () -> work.part(frame.workers.scratch(), 0, 1);
    }
}
