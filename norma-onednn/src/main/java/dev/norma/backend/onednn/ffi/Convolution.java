package dev.norma.backend.onednn.ffi;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and their gradients. The source is {@code [batch, channels, spatial...]}, the weights {@code [out, in,
 * spatial...]} or {@code [groups, out, in, spatial...]}, in that order of axes whatever the layout in memory.
 */
public final class Convolution {
    private static final MethodHandle FORWARD = Downcall.status("AAIIAAAAAAAAA");
    private static final MethodHandle BACKWARD_DATA = Downcall.status("AAIAAAAAAAAA");
    private static final MethodHandle BACKWARD_WEIGHTS = Downcall.status("AAIAAAAAAAAAA");

    private Convolution() {}

    /** {@code dst = src * weights + bias}. */
    public static Optional<PrimitiveDesc> forward(
            NativeScope scope,
            Engine engine,
            Direction direction,
            MemoryDesc src,
            MemoryDesc weights,
            @Nullable MemoryDesc bias,
            MemoryDesc dst,
            Window window,
            Attributes attributes) {
        String call = "dnnl_convolution_forward_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, arena) -> (int) FORWARD.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                direction.code(),
                Algorithm.CONVOLUTION.code(),
                src.handle(),
                weights.handle(),
                orNone(bias),
                dst.handle(),
                arena.allocateFrom(JAVA_LONG, window.strides()),
                arena.allocateFrom(JAVA_LONG, window.gaps()),
                arena.allocateFrom(JAVA_LONG, window.before()),
                arena.allocateFrom(JAVA_LONG, window.after()),
                attr));
    }

    /** The gradient of the source. */
    public static Optional<PrimitiveDesc> backwardData(
            NativeScope scope,
            Engine engine,
            MemoryDesc diffSrc,
            MemoryDesc weights,
            MemoryDesc diffDst,
            Window window,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_convolution_backward_data_primitive_desc_create";
        return PrimitiveDesc.create(
                scope, engine, call, attributes, (out, attr, arena) -> (int) BACKWARD_DATA.invokeExact(
                        engine.function(call),
                        out,
                        engine.handle(),
                        Algorithm.CONVOLUTION.code(),
                        diffSrc.handle(),
                        weights.handle(),
                        diffDst.handle(),
                        arena.allocateFrom(JAVA_LONG, window.strides()),
                        arena.allocateFrom(JAVA_LONG, window.gaps()),
                        arena.allocateFrom(JAVA_LONG, window.before()),
                        arena.allocateFrom(JAVA_LONG, window.after()),
                        forward.handle(),
                        attr));
    }

    /** The gradients of the weights and, where {@code diffBias} is given, of the bias. */
    public static Optional<PrimitiveDesc> backwardWeights(
            NativeScope scope,
            Engine engine,
            MemoryDesc src,
            MemoryDesc diffWeights,
            @Nullable MemoryDesc diffBias,
            MemoryDesc diffDst,
            Window window,
            PrimitiveDesc forward,
            Attributes attributes) {
        String call = "dnnl_convolution_backward_weights_primitive_desc_create";
        return PrimitiveDesc.create(
                scope, engine, call, attributes, (out, attr, arena) -> (int) BACKWARD_WEIGHTS.invokeExact(
                        engine.function(call),
                        out,
                        engine.handle(),
                        Algorithm.CONVOLUTION.code(),
                        src.handle(),
                        diffWeights.handle(),
                        orNone(diffBias),
                        diffDst.handle(),
                        arena.allocateFrom(JAVA_LONG, window.strides()),
                        arena.allocateFrom(JAVA_LONG, window.gaps()),
                        arena.allocateFrom(JAVA_LONG, window.before()),
                        arena.allocateFrom(JAVA_LONG, window.after()),
                        forward.handle(),
                        attr));
    }

    private static MemorySegment orNone(@Nullable MemoryDesc desc) {
        return desc == null ? MemoryDesc.NONE : desc.handle();
    }
}
