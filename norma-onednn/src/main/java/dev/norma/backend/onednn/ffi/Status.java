package dev.norma.backend.onednn.ffi;

import java.util.Locale;

/** What a call into oneDNN returns, in the order of its codes. */
public enum Status {
    SUCCESS,
    OUT_OF_MEMORY,
    INVALID_ARGUMENTS,
    UNIMPLEMENTED,
    LAST_IMPLEMENTATION_REACHED,
    RUNTIME_ERROR,
    NOT_REQUIRED,
    INVALID_GRAPH,
    INVALID_GRAPH_OP,
    INVALID_SHAPE,
    INVALID_DATA_TYPE;

    static Status of(int code) {
        return code >= 0 && code < values().length ? values()[code] : RUNTIME_ERROR;
    }

    /** Throws unless {@code code} is success. */
    static void check(String call, int code) {
        if (code != 0) {
            throw new DnnlException(call, of(code));
        }
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
