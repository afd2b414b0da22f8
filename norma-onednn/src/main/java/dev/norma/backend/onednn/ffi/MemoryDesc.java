package dev.norma.backend.onednn.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** How a tensor lies in memory: sizes, element type, and a stride per axis or a layout that oneDNN chose. */
public final class MemoryDesc {
    /** Stands for an operand that is not there. */
    static final MemorySegment NONE = MemorySegment.NULL;

    private static final MethodHandle WITH_STRIDES = Downcall.status("AIAIA");
    private static final MethodHandle WITH_TAG = Downcall.status("AIAII");
    private static final MethodHandle SIZE = Downcall.size("A");
    private static final MethodHandle EQUAL = Downcall.status("AA");
    private static final int ANY = 1;

    private final Engine engine;
    private final MemorySegment handle;

    MemoryDesc(Engine engine, MemorySegment handle) {
        this.engine = engine;
        this.handle = handle;
    }

    /** A tensor whose axes have these distances between neighbours, counted in elements. */
    public static MemoryDesc strided(NativeScope scope, Engine engine, NativeType type, long[] dims, long[] strides) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_memory_desc_create_with_strides", (int) WITH_STRIDES.invokeExact(
                    engine.function("dnnl_memory_desc_create_with_strides"),
                    out,
                    dims.length,
                    arena.allocateFrom(ValueLayout.JAVA_LONG, dims),
                    type.code(),
                    arena.allocateFrom(ValueLayout.JAVA_LONG, strides)));
            return owned(scope, engine, out);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** A tensor whose last axis is dense, then the one before it, and so on. */
    public static MemoryDesc rowMajor(NativeScope scope, Engine engine, NativeType type, long... dims) {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(dims[axis], 1);
        }
        return strided(scope, engine, type, dims, strides);
    }

    /** A tensor whose layout the primitive may choose. */
    public static MemoryDesc any(NativeScope scope, Engine engine, NativeType type, long... dims) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_memory_desc_create_with_tag", (int) WITH_TAG.invokeExact(
                    engine.function("dnnl_memory_desc_create_with_tag"),
                    out,
                    dims.length,
                    arena.allocateFrom(ValueLayout.JAVA_LONG, dims),
                    type.code(),
                    ANY));
            return owned(scope, engine, out);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** The bytes a tensor needs, padding included; 0 for one that is not there. */
    public long bytes() {
        try {
            return (long) SIZE.invokeExact(engine.function("dnnl_memory_desc_get_size"), handle);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** Whether the other one lies in memory in the same way. */
    public boolean sameAs(MemoryDesc other) {
        try {
            return (int) EQUAL.invokeExact(engine.function("dnnl_memory_desc_equal"), handle, other.handle) != 0;
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    MemorySegment handle() {
        return handle;
    }

    private static MemoryDesc owned(NativeScope scope, Engine engine, MemorySegment out) {
        MemorySegment made = out.get(ValueLayout.ADDRESS, 0);
        return new MemoryDesc(engine, scope.own(engine.function("dnnl_memory_desc_destroy"), made));
    }
}
