package dev.norma.backend.onednn.program;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A program ready to be given memory.
 *
 * @param arenaBytes what a frame needs
 * @param buffers where each buffer lies, by number
 * @param state steps that depend on parameters only, run again when one has changed
 * @param steps the others, in order
 * @param outputs the buffers of the graph's outputs, in order
 * @param fallbacks operations that the interpreter runs, by name
 * @param reorders the shapes of what steps bring into another layout
 * @param small whether the caller's thread runs it
 */
public record Plan(
        long arenaBytes,
        List<Place> buffers,
        List<Step> state,
        List<Step> steps,
        List<Integer> outputs,
        List<String> fallbacks,
        List<String> reorders,
        boolean small) {
    /** Where a buffer lies. */
    public sealed interface Place {
        /** In the frame's arena. */
        record InArena(long offset, long bytes) implements Place {}

        /** An input of the program: fed, or a parameter. */
        record Input(int index, long offset, long bytes) implements Place {}

        /** Shared by all frames. */
        record Shared(MemorySegment memory) implements Place {}
    }
}
