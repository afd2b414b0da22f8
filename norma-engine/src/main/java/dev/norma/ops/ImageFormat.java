package dev.norma.ops;

import dev.norma.tensor.Complaint;
import java.util.Arrays;

/** The order of the axes of images and volumes, by TensorFlow's names: batch, depth, height, width, channels. */
public enum ImageFormat {
    /** Images, {@code [batch, height, width, channels]}. */
    NHWC(4),
    /** Images, {@code [batch, channels, height, width]}. */
    NCHW(4),
    /** Volumes, {@code [batch, depth, height, width, channels]}. */
    NDHWC(5),
    /** Volumes, {@code [batch, channels, depth, height, width]}. */
    NCDHW(5);

    private final int rank;

    ImageFormat(int rank) {
        this.rank = rank;
    }

    /** The format of TensorFlow's name. */
    public static ImageFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Complaint(
                                "there is no image format of this name",
                                "one of " + Arrays.toString(values()),
                                "\"" + name + "\"",
                                "use one of them")
                        .asArgument());
    }

    /** How many axes there are. */
    public int rank() {
        return rank;
    }

    /** The axis of the channels, counted from 0. */
    public int channelAxis() {
        return this == NCHW || this == NCDHW ? 1 : rank - 1;
    }
}
