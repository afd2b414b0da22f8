package dev.norma.backend.onednn.ffi;

import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Batch and layer normalization. What a primitive takes and gives besides depends on {@code flags}. */
public final class Normalization {
    /** Mean and variance are given, not computed. */
    public static final int GIVEN_STATISTICS = 1;

    public static final int SCALE = 2;
    public static final int SHIFT = 4;
    /** Cuts the result off below 0, and keeps in the workspace where. */
    public static final int RELU = 8;

    private static final MethodHandle BATCH_FORWARD = Downcall.status("AAIAAFIA");
    private static final MethodHandle BATCH_BACKWARD = Downcall.status("AAIAAAFIAA");
    private static final MethodHandle LAYER_FORWARD = Downcall.status("AAIAAAFIA");
    private static final MethodHandle LAYER_BACKWARD = Downcall.status("AAIAAAAFIAA");

    private Normalization() {}

    /** Normalizes each channel (axis 1) over the batch and the spatial axes. */
    public static Optional<PrimitiveDesc> batchForward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            MemoryDesc src,
            MemoryDesc dst,
            float epsilon,
            int flags,
            Attributes attributes) {
        String call = "dnnl_batch_normalization_forward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) BATCH_FORWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                src.handle(),
                dst.handle(),
                epsilon,
                flags,
                attr));
    }

    /** The gradients of the source and, in {@link Direction#BACKWARD}, of scale and shift. */
    public static Optional<PrimitiveDesc> batchBackward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            MemoryDesc diffSrc,
            MemoryDesc diffDst,
            MemoryDesc src,
            float epsilon,
            int flags,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_batch_normalization_backward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) BATCH_BACKWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                diffSrc.handle(),
                diffDst.handle(),
                src.handle(),
                epsilon,
                flags,
                forward.handle(),
                attr));
    }

    /** Normalizes the last axis; {@code statistics} has the axes before it. */
    public static Optional<PrimitiveDesc> layerForward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            MemoryDesc src,
            MemoryDesc dst,
            MemoryDesc statistics,
            float epsilon,
            int flags,
            Attributes attributes) {
        String call = "dnnl_layer_normalization_forward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) LAYER_FORWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                src.handle(),
                dst.handle(),
                statistics.handle(),
                epsilon,
                flags,
                attr));
    }

    /** The gradients of the source and, in {@link Direction#BACKWARD}, of scale and shift. */
    public static Optional<PrimitiveDesc> layerBackward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            MemoryDesc diffSrc,
            MemoryDesc diffDst,
            MemoryDesc src,
            MemoryDesc statistics,
            float epsilon,
            int flags,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_layer_normalization_backward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) LAYER_BACKWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                diffSrc.handle(),
                diffDst.handle(),
                src.handle(),
                statistics.handle(),
                epsilon,
                flags,
                forward.handle(),
                attr));
    }
}
