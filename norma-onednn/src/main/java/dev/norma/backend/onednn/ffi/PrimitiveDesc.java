package dev.norma.backend.onednn.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** A primitive as it was agreed on: which implementation, which layouts, how much scratch memory. */
public final class PrimitiveDesc {
    private static final MethodHandle QUERY_MEMORY = Downcall.address("AII");
    private static final MethodHandle QUERY = Downcall.status("AIIA");
    private static final MethodHandle CREATE = Downcall.status("AA");
    private static final int IMPLEMENTATION = 8;
    private static final int SRC = 129;
    private static final int WEIGHTS = 131;
    private static final int DIFF_WEIGHTS = 132;
    private static final int DST = 133;
    private static final int WORKSPACE = 135;
    private static final int SCRATCHPAD = 136;

    private final NativeScope scope;
    private final Engine engine;
    private final MemorySegment handle;

    private PrimitiveDesc(NativeScope scope, Engine engine, MemorySegment handle) {
        this.scope = scope;
        this.engine = engine;
        this.handle = handle;
    }

    /** A call that makes a descriptor: where to write it, and the native attributes. */
    interface Creation {
        int create(MemorySegment out, MemorySegment attributes, Arena arena) throws Throwable;
    }

    /** The result of a call, or nothing where this processor has no implementation. */
    static Optional<PrimitiveDesc> create(
            NativeScope scope, Engine engine, String call, Attributes attributes, Creation creation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            int code = attributes.use(engine, native_ -> creation.create(out, native_, arena));
            if (Status.of(code) == Status.UNIMPLEMENTED) {
                return Optional.empty();
            }
            Status.check(call, code);
            MemorySegment made = out.get(ValueLayout.ADDRESS, 0);
            return Optional.of(
                    new PrimitiveDesc(scope, engine, scope.own(engine.function("dnnl_primitive_desc_destroy"), made)));
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** The layout of the first operand. */
    public MemoryDesc src() {
        return memory(SRC, 0);
    }

    /** The layout of the weights. */
    public MemoryDesc weights() {
        return memory(WEIGHTS, 0);
    }

    /** The layout of the gradient of the weights. */
    public MemoryDesc diffWeights() {
        return memory(DIFF_WEIGHTS, 0);
    }

    /** The layout of the result. */
    public MemoryDesc dst() {
        return memory(DST, 0);
    }

    /** What forward hands to backward; of 0 bytes if nothing. */
    public MemoryDesc workspace() {
        return memory(WORKSPACE, 0);
    }

    /** Memory the primitive needs while it runs; of 0 bytes if none. */
    public MemoryDesc scratchpad() {
        return memory(SCRATCHPAD, 0);
    }

    /** The name of the implementation, such as {@code brgconv:avx512_core}. */
    @SuppressWarnings("restricted")
    public String implementation() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_primitive_desc_query", (int)
                    QUERY.invokeExact(engine.function("dnnl_primitive_desc_query"), handle, IMPLEMENTATION, 0, out));
            return out.get(ValueLayout.ADDRESS, 0).reinterpret(200).getString(0);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** Compiles it. */
    public Primitive create() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_primitive_create", (int)
                    CREATE.invokeExact(engine.function("dnnl_primitive_create"), out, handle));
            MemorySegment made = out.get(ValueLayout.ADDRESS, 0);
            return new Primitive(scope.own(engine.function("dnnl_primitive_destroy"), made), implementation());
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    MemorySegment handle() {
        return handle;
    }

    private MemoryDesc memory(int what, int index) {
        try {
            return new MemoryDesc(engine, (MemorySegment)
                    QUERY_MEMORY.invokeExact(engine.function("dnnl_primitive_desc_query_md"), handle, what, index));
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }
}
