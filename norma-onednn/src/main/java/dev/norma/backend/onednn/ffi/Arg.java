package dev.norma.backend.onednn.ffi;

/** The roles of a primitive's arguments, by the codes of the C interface. */
public final class Arg {
    public static final int SRC = 1;
    public static final int SRC_1 = 2;
    public static final int DST = 17;
    public static final int WEIGHTS = 33;
    public static final int BIAS = 41;
    public static final int MEAN = 49;
    public static final int VARIANCE = 50;
    public static final int SCALE = 51;
    public static final int SHIFT = 52;
    public static final int WORKSPACE = 64;
    public static final int SCRATCHPAD = 80;
    public static final int DIFF_SRC = 129;
    public static final int DIFF_DST = 145;
    public static final int DIFF_WEIGHTS = 161;
    public static final int DIFF_BIAS = 169;
    public static final int DIFF_SCALE = 255;
    public static final int DIFF_SHIFT = 256;

    private static final int MULTIPLE_SRC = 1024;
    private static final int POST_OP = 32768;

    private Arg() {}

    /** The operand of this index of a sum or a concatenation. */
    public static int source(int index) {
        return MULTIPLE_SRC + index;
    }

    /** The second operand of the binary post-op of this index. */
    public static int postOp(int index) {
        return POST_OP * (index + 1) | SRC_1;
    }
}
