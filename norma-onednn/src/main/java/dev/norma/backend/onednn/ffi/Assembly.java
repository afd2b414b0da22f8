package dev.norma.backend.onednn.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/** Sums of many tensors, concatenation, reductions over axes, and copies into another layout or type. */
public final class Assembly {
    private static final MethodHandle SUM = Downcall.status("AAAIAAA");
    private static final MethodHandle CONCAT = Downcall.status("AAAIIAA");
    private static final MethodHandle REDUCTION = Downcall.status("AAIAAFFA");
    private static final MethodHandle REORDER = Downcall.status("AAAAAA");

    private Assembly() {}

    /** {@code dst = scales[0] * sources[0] + ...}; the operands are {@link Arg#source}. */
    public static Optional<PrimitiveDesc> sum(
            NativeScope scope,
            Engine engine,
            MemoryDesc dst,
            float[] scales,
            List<MemoryDesc> sources,
            Attributes attributes) {
        String call = "dnnl_sum_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, arena) -> (int) SUM.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                dst.handle(),
                sources.size(),
                arena.allocateFrom(JAVA_FLOAT, scales),
                array(arena, sources),
                attr));
    }

    /** The sources, one behind the other along an axis; the operands are {@link Arg#source}. */
    public static Optional<PrimitiveDesc> concat(
            NativeScope scope,
            Engine engine,
            MemoryDesc dst,
            int axis,
            List<MemoryDesc> sources,
            Attributes attributes) {
        String call = "dnnl_concat_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, arena) -> (int) CONCAT.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                dst.handle(),
                sources.size(),
                axis,
                array(arena, sources),
                attr));
    }

    /** Reduces the axes that have size 1 in {@code dst}; {@code power} is for sums of powers. */
    public static Optional<PrimitiveDesc> reduction(
            NativeScope scope,
            Engine engine,
            Algorithm algorithm,
            MemoryDesc src,
            MemoryDesc dst,
            float power,
            Attributes attributes) {
        String call = "dnnl_reduction_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) REDUCTION.invokeExact(
                engine.function(call),
                out,
                engine.handle(),
                algorithm.code(),
                src.handle(),
                dst.handle(),
                power,
                0f,
                attr));
    }

    /** The same numbers in another layout or type. */
    public static Optional<PrimitiveDesc> reorder(
            NativeScope scope, Engine engine, MemoryDesc src, MemoryDesc dst, Attributes attributes) {
        String call = "dnnl_reorder_primitive_desc_create";
        return PrimitiveDesc.create(scope, engine, call, attributes, (out, attr, _) -> (int) REORDER.invokeExact(
                engine.function(call), out, src.handle(), engine.handle(), dst.handle(), engine.handle(), attr));
    }

    private static MemorySegment array(Arena arena, List<MemoryDesc> descs) {
        MemorySegment array = arena.allocate(ADDRESS, descs.size());
        for (int i = 0; i < descs.size(); i++) {
            array.setAtIndex(ADDRESS, i, descs.get(i).handle());
        }
        return array;
    }
}
