package dev.norma.golden;

import dev.norma.runtime.Backends;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.function.Supplier;

/** In which type a case is replayed, and on which back end. */
enum Precision {
    /** The interpreter in float64: within 1e-10 of the tensor's largest magnitude. */
    REFERENCE_64("reference", DType.FLOAT64, "float64"),
    /** The interpreter in float32: within 4 times the worst recording, plus 1e-6 of the largest magnitude. */
    REFERENCE_32("reference", DType.FLOAT32, "float32"),
    /** oneDNN in float32: the same. */
    ONEDNN_32("onednn", DType.FLOAT32, "float32"),
    /** The interpreter in bfloat16: within 4 times the worst recording, plus 2^-8 of the largest magnitude. */
    REFERENCE_16("reference", DType.BFLOAT16, "mixed_bfloat16"),
    /** oneDNN in bfloat16: the same. */
    ONEDNN_16("onednn", DType.BFLOAT16, "mixed_bfloat16"),
    /** The interpreter in float16: within 4 times the worst recording, plus 2^-11 of the largest magnitude. */
    REFERENCE_FLOAT16("reference", DType.FLOAT16, "mixed_float16"),
    /** oneDNN in float16, which it leaves to the interpreter: the same. */
    ONEDNN_FLOAT16("onednn", DType.FLOAT16, "mixed_float16");

    final String backend;
    final DType dtype;
    final String policy;

    Precision(String backend, DType dtype, String policy) {
        this.backend = backend;
        this.dtype = dtype;
        this.policy = policy;
    }

    /** The type in which numbers are fed: 16-bit policies are fed float32, as in Keras. */
    DType fed() {
        return dtype == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32;
    }

    /** A recorded array as it is fed: floats in this precision, others as they are. */
    Tensor feed(Tensor recorded) {
        return recorded.dtype().isFloat()
                ? recorded.cast(fed())
                : recorded.dtype() == DType.UINT8
                        ? recorded.cast(DType.BOOL)
                        : recorded.dtype() == DType.INT64 ? recorded.cast(DType.INT32) : recorded;
    }

    /** What the action gives on this precision's back end. */
    <R> R on(Supplier<R> action) {
        return Backends.with(Backends.named(backend), action);
    }
}
