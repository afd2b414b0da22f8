package dev.norma.backend.onednn.ffi;

/** What a primitive is for. */
public enum Direction {
    /** Forward, keeping what backward needs. */
    TRAINING(64),
    /** Forward, keeping nothing. */
    INFERENCE(96),
    /** Gradients of data and of parameters. */
    BACKWARD(128),
    /** Gradients of data only. */
    BACKWARD_DATA(160);

    private final int code;

    Direction(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
