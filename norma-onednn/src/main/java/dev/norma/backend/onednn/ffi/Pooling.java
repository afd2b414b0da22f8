package dev.norma.backend.onednn.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The largest or the average of each window. */
public final class Pooling {
    private static final MethodHandle FORWARD = Downcall.status("AAIIAAAAAAAA");
    private static final MethodHandle BACKWARD = Downcall.status("AAIAAAAAAAAA");

    private Pooling() {}

    /** Pools; in training the maximum writes a workspace that says where it was. */
    public static Optional<PrimitiveDesc> forward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            Algorithm algorithm,
            MemoryDesc src,
            MemoryDesc dst,
            long[] kernel,
            Window window,
            Attributes attributes) {
        String call = "dnnl_pooling_forward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, arena) -> (int) FORWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                algorithm.code(),
                src.handle(),
                dst.handle(),
                arena.allocateFrom(JAVA_LONG, window.strides()),
                arena.allocateFrom(JAVA_LONG, kernel),
                arena.allocateFrom(JAVA_LONG, window.gaps()),
                arena.allocateFrom(JAVA_LONG, window.before()),
                arena.allocateFrom(JAVA_LONG, window.after()),
                attr));
    }

    /** The gradient of the source. */
    public static Optional<PrimitiveDesc> backward(
            NativeScope scope,
            Engine engine,
            Algorithm algorithm,
            MemoryDesc diffSrc,
            MemoryDesc diffDst,
            long[] kernel,
            Window window,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_pooling_backward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, arena) -> (int) BACKWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                algorithm.code(),
                diffSrc.handle(),
                diffDst.handle(),
                arena.allocateFrom(JAVA_LONG, window.strides()),
                arena.allocateFrom(JAVA_LONG, kernel),
                arena.allocateFrom(JAVA_LONG, window.gaps()),
                arena.allocateFrom(JAVA_LONG, window.before()),
                arena.allocateFrom(JAVA_LONG, window.after()),
                forward.handle(),
                attr));
    }
}
