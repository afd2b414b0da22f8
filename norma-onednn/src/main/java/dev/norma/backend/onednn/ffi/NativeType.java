package dev.norma.backend.onednn.ffi;

/** Element types of oneDNN on processors; it has no float64 there. */
public enum NativeType {
    BF16(2, 2),
    F32(3, 4),
    S32(4, 4),
    U8(6, 1);

    private final int code;
    private final int bytes;

    NativeType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}
