package dev.norma.backend.onednn.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * What a primitive does besides: functions applied to its result, and how exact products of float32 are. The scratchpad is
 * always the caller's, so that many threads can run one primitive.
 */
public final class Attributes {
    private static final MethodHandle CREATE = Downcall.status("A");
    private static final MethodHandle SET_INT = Downcall.status("AI");
    private static final MethodHandle SET_ADDRESS = Downcall.status("AA");
    private static final MethodHandle APPEND_SUM = Downcall.status("AFII");
    private static final MethodHandle APPEND_ELTWISE = Downcall.status("AIFF");
    private static final MethodHandle APPEND_BINARY = Downcall.status("AIA");
    private static final int USER = 1;
    private static final int UNDEFINED_TYPE = 0;
    private static final int BF16 = 1;

    private interface PostOp {
        int append(Engine engine, MemorySegment postOps) throws Throwable;
    }

    private final List<PostOp> postOps = new ArrayList<>();
    private boolean bf16Products;

    /** Adds {@code scale} times what the destination held before. */
    public Attributes sum(float scale) {
        postOps.add((engine, ops) -> (int)
                APPEND_SUM.invokeExact(engine.function("dnnl_post_ops_append_sum"), ops, scale, 0, UNDEFINED_TYPE));
        return this;
    }

    /** Applies a function to each element. */
    public Attributes eltwise(Algorithm function, float alpha, float beta) {
        postOps.add((engine, ops) -> (int) APPEND_ELTWISE.invokeExact(
                engine.function("dnnl_post_ops_append_eltwise"), ops, function.code(), alpha, beta));
        return this;
    }

    /** Combines the result with another tensor, which is given as {@link Arg#postOp} of this post-op's index. */
    public Attributes binary(Algorithm operator, MemoryDesc other) {
        postOps.add((engine, ops) -> (int) APPEND_BINARY.invokeExact(
                engine.function("dnnl_post_ops_append_binary"), ops, operator.code(), other.handle()));
        return this;
    }

    /** Lets products of float32 be computed in bf16. */
    public Attributes bf16Products() {
        bf16Products = true;
        return this;
    }

    interface Use {
        int with(MemorySegment attributes) throws Throwable;
    }

    /** Calls with the native form of the attributes, which is gone afterwards. */
    int use(Engine engine, Use use) throws Throwable {
        MemorySegment attributes = created(engine, "dnnl_primitive_attr_create");
        try {
            set(engine, "dnnl_primitive_attr_set_scratchpad_mode", attributes, USER);
            if (bf16Products) {
                set(engine, "dnnl_primitive_attr_set_fpmath_mode", attributes, BF16);
            }
            if (!postOps.isEmpty()) {
                addPostOps(engine, attributes);
            }
            return use.with(attributes);
        } finally {
            NativeScope.destroy(engine.function("dnnl_primitive_attr_destroy"), attributes);
        }
    }

    private void addPostOps(Engine engine, MemorySegment attributes) throws Throwable {
        MemorySegment ops = created(engine, "dnnl_post_ops_create");
        try {
            for (PostOp each : postOps) {
                Status.check("dnnl_post_ops_append", each.append(engine, ops));
            }
            Status.check("dnnl_primitive_attr_set_post_ops", (int)
                    SET_ADDRESS.invokeExact(engine.function("dnnl_primitive_attr_set_post_ops"), attributes, ops));
        } finally {
            NativeScope.destroy(engine.function("dnnl_post_ops_destroy"), ops);
        }
    }

    private static MemorySegment created(Engine engine, String call) throws Throwable {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
            Status.check(call, (int) CREATE.invokeExact(engine.function(call), out));
            return out.get(ValueLayout.ADDRESS, 0);
        }
    }

    private static void set(Engine engine, String call, MemorySegment attributes, int value) throws Throwable {
        Status.check(call, (int) SET_INT.invokeExact(engine.function(call), attributes, value));
    }
}
