package dev.norma.backend.onednn.ffi;

/**
 * How a window moves over an image: a number per spatial axis.
 *
 * @param strides steps between two places
 * @param dilations steps between two taps, 1 for neighbours
 * @param before padding in front of the image
 * @param after padding behind the image
 */
public record Window(long[] strides, long[] dilations, long[] before, long[] after) {
    /** The dilations as oneDNN counts them: 0 for neighbours. */
    long[] gaps() {
        long[] gaps = dilations.clone();
        for (int axis = 0; axis < gaps.length; axis++) {
            gaps[axis]--;
        }
        return gaps;
    }
}
