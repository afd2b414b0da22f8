package dev.norma.diagnosis;

import java.util.Locale;

/** What can be wrong with a batch normalization. Causes stand in front of what they cause: findings are told in this order. */
public enum Fault {
    /** A weight or a stored statistic is infinite or not a number. */
    NOT_FINITE("values are not finite"),
    /** A stored variance is below zero. */
    NEGATIVE_VARIANCE("negative variance"),
    /** Each example of the batch has statistics of its own. */
    AXIS_IS_BATCH("axis is the batch"),
    /** The layer in front has its channels on axis 1, and the axis is another one. */
    AXIS_CHANNELS_FIRST("axis ignores channels first"),
    /** Positions of an image or of a sequence are normalized as if they were channels. */
    AXIS_IS_SPATIAL("axis is a position, not a channel"),
    /** It counts as trainable, and training does not move its statistics. */
    LOOKS_FROZEN("trainable, but statistics stand still"),
    /** It counts as frozen, and training moves its statistics. */
    FROZEN_UPDATES("frozen, but statistics move"),
    /** The stored statistics are those that the layer began with. */
    NEVER_TRAINED("statistics never trained"),
    /** A batch has one value for each channel, so that its variance is 0. */
    BATCH_OF_ONE("one value per channel"),
    /** The statistics of a batch scatter so much that they are noise. */
    SMALL_BATCHES("batches too small"),
    /** The statistics of batches scatter more than their size explains. */
    UNEVEN_BATCHES("batches unlike each other"),
    /** The stored statistics are on their way to those of the data and not there yet. */
    STATISTICS_LAG("statistics lag"),
    /** The stored statistics belong to other data. */
    STATISTICS_DIFFER("statistics of other data"),
    /** Dropout in front makes training's values vary more than those of inference. */
    DROPOUT_IN_FRONT("dropout in front"),
    /** One layer is called on inputs that are unlike each other. */
    MIXED_CALLS("calls unlike each other"),
    /** The moving average forgets after a batch or two. */
    LOW_MOMENTUM("momentum too low"),
    /** Channels whose gamma is nearly 0: their output is a constant. */
    DEAD_GAMMA("dead channels: gamma"),
    /** Channels whose variance is nearly 0: their input is a constant. */
    DEAD_VARIANCE("dead channels: variance"),
    /** Channels whose numbers are far larger than those of the others, or than numbers should be. */
    EXPLODING("exploding channels"),
    /** The layer in front adds a bias that the normalization takes away again. */
    IDLE_BIAS("bias without effect");

    private final String title;

    Fault(String title) {
        this.title = title;
    }

    /** What reports and tests call it, for example {@code statistics-lag}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A heading, for example {@code statistics lag}. */
    public String title() {
        return title;
    }
}
