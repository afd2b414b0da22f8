package dev.norma.backend.onednn.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** A tensor that primitives can be given: a descriptor and an address. The bytes belong to somebody else. */
public final class Memory {
    private static final MethodHandle CREATE = Downcall.status("AAAA");
    private static final MethodHandle SET_HANDLE = Downcall.status("AA");

    private final MemorySegment handle;
    private final MemorySegment setDataHandle;

    private Memory(MemorySegment handle, MemorySegment setDataHandle) {
        this.handle = handle;
        this.setDataHandle = setDataHandle;
    }

    /** The tensor of this descriptor at {@code data}. */
    public static Memory at(NativeScope scope, Engine engine, MemoryDesc desc, MemorySegment data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_memory_create", (int) CREATE.invokeExact(
                    engine.function("dnnl_memory_create"), out, desc.handle(), engine.handle(), data));
            MemorySegment made = out.get(ValueLayout.ADDRESS, 0);
            return new Memory(
                    scope.own(engine.function("dnnl_memory_destroy"), made),
                    engine.function("dnnl_memory_set_data_handle"));
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** Moves the tensor to another address; arguments that hold it follow. */
    public void moveTo(MemorySegment data) {
        try {
            Status.check("dnnl_memory_set_data_handle", (int) SET_HANDLE.invokeExact(setDataHandle, handle, data));
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    MemorySegment handle() {
        return handle;
    }
}
