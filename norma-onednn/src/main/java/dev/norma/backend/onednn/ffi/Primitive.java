package dev.norma.backend.onednn.ffi;

import java.lang.foreign.MemorySegment;

/** Compiled code of oneDNN; any number of threads may run it at once, each with its own memory. */
public final class Primitive {
    private final MemorySegment handle;
    private final String implementation;

    Primitive(MemorySegment handle, String implementation) {
        this.handle = handle;
        this.implementation = implementation;
    }

    /** The name of the implementation. */
    public String implementation() {
        return implementation;
    }

    MemorySegment handle() {
        return handle;
    }
}
