package dev.norma.backend.onednn.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Products of matrices: {@code [batch..., m, k] x [batch..., k, n] + bias}; batch axes of size 1 broadcast. */
public final class MatMul {
    private static final MethodHandle CREATE = Downcall.status("AAAAAAA");

    private MatMul() {}

    /** {@code dst = src x weights + bias}. */
    public static Optional<PrimitiveDesc> of(
            NativeScope scope,
            Engine engine,
            MemoryDesc src,
            MemoryDesc weights,
            @Nullable MemoryDesc bias,
            MemoryDesc dst,
            Attributes attributes) {
        MemorySegment biasOrNone = bias == null ? MemoryDesc.NONE : bias.handle();
        String call = "dnnl_matmul_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) CREATE.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                src.handle(),
                weights.handle(),
                biasOrNone,
                dst.handle(),
                attr));
    }
}
