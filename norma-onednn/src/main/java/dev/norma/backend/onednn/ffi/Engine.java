package dev.norma.backend.onednn.ffi;

import dev.norma.backend.onednn.library.LoadedLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/**
 * oneDNN on this processor, with a stream to run in. A stream of a processor keeps no state, so that many threads may run
 * primitives in it at once, each with its own memory.
 */
public final class Engine {
    private static final MethodHandle CREATE_ENGINE = Downcall.status("AIJ");
    private static final MethodHandle CREATE_STREAM = Downcall.status("AAI");
    private static final MethodHandle EXECUTE = Downcall.status("AAIA");
    private static final MethodHandle ISA = Downcall.status("");
    private static final int CPU = 1;
    private static final int IN_ORDER = 1;

    /** Whose functions most programs call. */
    private static final List<Class<?>> COMMON = List.of(
            Engine.class,
            MemoryDesc.class,
            PrimitiveDesc.class,
            Attributes.class,
            Convolution.class,
            MatMul.class,
            Pooling.class,
            Memory.class,
            Assembly.class,
            Team.class,
            NativeScope.class);

    private final LoadedLibrary library;
    private final MemorySegment engine;
    private final MemorySegment stream;
    private final MemorySegment execute;

    /** Makes an engine in a loaded library; it lives as long as the process. */
    public Engine(LoadedLibrary library) {
        this.library = library;
        this.execute = library.function("dnnl_primitive_execute");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check("dnnl_engine_create", (int)
                    CREATE_ENGINE.invokeExact(library.function("dnnl_engine_create"), out, CPU, 0L));
            engine = out.get(ValueLayout.ADDRESS, 0);
            Status.check("dnnl_stream_create", (int)
                    CREATE_STREAM.invokeExact(library.function("dnnl_stream_create"), out, engine, IN_ORDER));
            stream = out.get(ValueLayout.ADDRESS, 0);
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** Links the functions that most programs call, which takes longer than calling them. */
    public static void link() {
        try {
            for (Class<?> owner : COMMON) {
                MethodHandles.lookup().ensureInitialized(owner);
            }
        } catch (IllegalAccessException wrong) {
            throw new AssertionError(wrong);
        }
    }

    /** The library the engine runs in. */
    public LoadedLibrary library() {
        return library;
    }

    /** The widest instruction set that oneDNN uses here, by its code: 7 is AVX2, 39 AVX-512, 231 with bf16, 4079 with AMX. */
    public int instructionSet() {
        Optional<MemorySegment> function = library.optionalFunction("dnnl_get_effective_cpu_isa");
        if (function.isEmpty()) {
            return 0;
        }
        try {
            return (int) ISA.invokeExact(function.get());
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
    }

    /** Runs a primitive with arguments built before. */
    public void execute(Primitive primitive, Arguments arguments) {
        int status;
        try {
            status = (int)
                    EXECUTE.invokeExact(execute, primitive.handle(), stream, arguments.count(), arguments.address());
        } catch (Throwable failure) {
            throw Downcall.broken(failure);
        }
        if (status != 0) {
            throw new DnnlException("dnnl_primitive_execute of " + primitive.implementation(), Status.of(status));
        }
    }

    MemorySegment handle() {
        return engine;
    }

    MemorySegment function(String name) {
        return library.function(name);
    }
}
