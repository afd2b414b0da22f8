package dev.norma.backend.onednn.ffi;

/** A call into oneDNN failed: an error of ours, or the machine is out of memory. */
public final class DnnlException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final Status status;

    DnnlException(String call, Status status) {
        super("oneDNN: %s failed: %s".formatted(call, status.words()));
        this.status = status;
    }

    /** What the call returned. */
    public Status status() {
        return status;
    }
}
