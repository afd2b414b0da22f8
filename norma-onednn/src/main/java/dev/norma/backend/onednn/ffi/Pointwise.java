package dev.norma.backend.onednn.ffi;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Functions of one element, and of two. */
public final class Pointwise {
    private static final MethodHandle ELTWISE_FORWARD = Downcall.status("AAIIAAFFA");
    private static final MethodHandle ELTWISE_BACKWARD = Downcall.status("AAIAAAFFAA");
    private static final MethodHandle BINARY = Downcall.status("AAIAAAA");

    private Pointwise() {}

    /** {@code dst = function(src)}. */
    public static Optional<PrimitiveDesc> eltwise(
            NativeScope scope,
            Engine engine,
            Direction direction,
            Algorithm function,
            MemoryDesc src,
            MemoryDesc dst,
            float alpha,
            float beta,
            Attributes attributes) {
        String call = "dnnl_eltwise_forward_primitive_desc_create";
        return PrimitiveDesc.create(
                scope, engine, call, attributes, (out, attr, _) -> (int) ELTWISE_FORWARD.invokeExact(
                        engine.function(call),
                        out,
                        engine.handle(),
                        direction.code(),
                        function.code(),
                        src.handle(),
                        dst.handle(),
                        alpha,
                        beta,
                        attr));
    }

    /** The gradient of the source; {@code data} is the source or, for functions {@code FROM_RESULT}, the result. */
    public static Optional<PrimitiveDesc> eltwiseBackward(
            NativeScope scope,
            Engine engine,
            Algorithm function,
            MemoryDesc diffSrc,
            MemoryDesc diffDst,
            MemoryDesc data,
            float alpha,
            float beta,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_eltwise_backward_primitive_desc_create";
        return PrimitiveDesc.create(
                scope, engine, call, attributes, (out, attr, _) -> (int) ELTWISE_BACKWARD.invokeExact(
                        engine.function(call),
                        out,
                        engine.handle(),
                        function.code(),
                        diffSrc.handle(),
                        diffDst.handle(),
                        data.handle(),
                        alpha,
                        beta,
                        forward.handle(),
                        attr));
    }

    /** {@code dst = operator(lhs, rhs)}; axes of size 1 of {@code rhs} broadcast. */
    public static Optional<PrimitiveDesc> binary(
            NativeScope scope,
            Engine engine,
            Algorithm operator,
            MemoryDesc lhs,
            MemoryDesc rhs,
            MemoryDesc dst,
            Attributes attributes) {
        String call = "dnnl_binary_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) BINARY.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                operator.code(),
                lhs.handle(),
                rhs.handle(),
                dst.handle(),
                attr));
    }
}
