package dev.norma.backend.onednn.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * Owns native objects and memory, and frees all of them at once, the youngest first. Closing it twice does nothing.
 *
 * <p>A scope has no cleaner of its own: the program that holds it registers one.
 */
public final class NativeScope implements AutoCloseable {
    private static final MethodHandle DESTROY = Downcall.status("A");

    private record Owned(MemorySegment destroy, MemorySegment object) {}

    private final Arena arena = Arena.ofShared();
    private final List<Owned> owned = new ArrayList<>();
    private boolean closed;

    /** Memory that lives as long as the scope, zeroed, on a boundary of 64 bytes. */
    public MemorySegment allocate(long bytes) {
        return arena.allocate(Math.max(bytes, 1), 64);
    }

    synchronized MemorySegment own(MemorySegment destroy, MemorySegment object) {
        if (closed) {
            throw new IllegalStateException("the scope is closed");
        }
        owned.add(new Owned(destroy, object));
        return object;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Owned each : owned.reversed()) {
            destroy(each.destroy(), each.object());
        }
        owned.clear();
        arena.close();
    }

    static void destroy(MemorySegment function, MemorySegment object) {
        try {
            Status.check("destroy", (int) DESTROY.invokeExact(function, object));
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }
}
