package dev.norma.backend.onednn.program;

import dev.norma.backend.onednn.ffi.NativeScope;
import java.lang.foreign.MemorySegment;

/** The memory of one run at a time: an arena, where each buffer lies, and the steps bound to it. */
public final class Frame {
    final NativeScope scope = new NativeScope();
    final MemorySegment[] memory;
    final Workers workers;

    Frame(MemorySegment[] memory, Workers workers) {
        this.memory = memory;
        this.workers = workers;
    }

    /** Where a buffer lies. */
    public MemorySegment memory(int buffer) {
        return memory[buffer];
    }

    /** All buffers by number. */
    MemorySegment[] memory() {
        return memory;
    }
}
