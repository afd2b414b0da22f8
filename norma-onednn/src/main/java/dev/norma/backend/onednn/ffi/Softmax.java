package dev.norma.backend.onednn.ffi;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Softmax and its logarithm along an axis. */
public final class Softmax {
    private static final MethodHandle FORWARD = Downcall.status("AAIIAAIA");
    private static final MethodHandle BACKWARD = Downcall.status("AAIAAAIAA");

    private Softmax() {}

    /** {@code dst = softmax(src)} or its logarithm. */
    public static Optional<PrimitiveDesc> forward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            Algorithm algorithm,
            MemoryDesc src,
            MemoryDesc dst,
            int axis,
            Attributes attributes) {
        String call = "dnnl_softmax_forward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) FORWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                algorithm.code(),
                src.handle(),
                dst.handle(),
                axis,
                attr));
    }

    /** The gradient of the source, from the result. */
    public static Optional<PrimitiveDesc> backward(
            NativeScope scope,
            Engine engine,
            Algorithm algorithm,
            MemoryDesc diffSrc,
            MemoryDesc diffDst,
            MemoryDesc dst,
            int axis,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_softmax_backward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) BACKWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                algorithm.code(),
                diffSrc.handle(),
                diffDst.handle(),
                dst.handle(),
                axis,
                forward.handle(),
                attr));
    }
}
