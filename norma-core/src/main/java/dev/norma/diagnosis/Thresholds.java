package dev.norma.diagnosis;

/** From where on a number is a finding, and why from there. All of them stand here. */
public final class Thresholds {
    /**
     * How far apart stored statistics and those of the data may bring a normalized value, in standard deviations, beyond what
     * chance explains. Healthy networks of the tests stay below 0.1, though their weights still moved when training ended; in
     * the story of the README, where inference fails, it is more than 0.6 in the first layer.
     */
    public static final double SHIFT = 0.15;

    /** From here on the shift is an error: the values are a whole standard deviation from where training had them. */
    public static final double SHIFT_ERROR = 1;

    /**
     * From here on it is an error too: one decision in five is another one in inference. Between batches of 32 and stored
     * statistics that are right, fewer than one in six is.
     */
    public static final double DECISIONS_CHANGED = 0.2;

    /**
     * A moving average has forgotten what it began with, and trails weights that still move by little, after so many times
     * {@code 1 / (1 - momentum)} steps: 100 at 0.9, 1000 at 0.99. After that, a shift is none of lag.
     */
    public static final double SETTLED = 10;

    /**
     * How many of its own standard deviations a layer's statistics may be off before that is no chance any more. The shift is a
     * root mean square over channels, which chance brings to about one.
     */
    public static final double CHANCE = 2;

    /**
     * How far means of batches may scatter, in standard deviations of the values. Independent values reach it with 11 for each
     * channel; their variances then scatter by 40 %, and what is added to a gradient is of the order of the signal.
     */
    public static final double NOISE = 0.3;

    /** Batches of so many examples or more are not small: if they scatter like that, they are unlike each other. */
    public static final long EXAMPLES = 16;

    /** Means of a shared layer's calls this far apart, in standard deviations, make one stored mean wrong for all of them. */
    public static final double CALLS_APART = 1;

    /** Below this momentum the average holds fewer than three batches: more noise than memory. PyTorch's 0.1 is 0.9 here. */
    public static final double MOMENTUM = 0.5;

    /**
     * A gamma this small, beside the largest gamma or beta of its layer (or beside this number, where all are small), makes its
     * channel a constant: float32 has 7 digits, bfloat16 2.
     */
    public static final double GAMMA = 1e-3;

    /**
     * A channel is dead where less than this share of {@code variance + epsilon} is variance: normalized, it has a standard
     * deviation below 0.1 where others have 1.
     */
    public static final double VARIANCE_SHARE = 0.01;

    /** A few dead channels are the price of training; from this share of a layer on they are a finding that matters. */
    public static final double DEAD_SHARE = 0.1;

    /** A trained gamma is of the order of 1; one of 100 multiplies everything behind it. */
    public static final double LARGE_GAMMA = 100;

    /** A channel whose variance is so many times the layer's median has a thousand times the others' standard deviation. */
    public static final double LARGE_VARIANCE = 1e6;

    /** A raw image has so many channels at most: what has more on axis 1 is no channels-first image. */
    public static final long IMAGE_CHANNELS = 4;

    private Thresholds() {}
}
