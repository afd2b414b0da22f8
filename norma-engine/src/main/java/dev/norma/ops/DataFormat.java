package dev.norma.ops;

import dev.norma.tensor.Complaint;

/** Where the channels of images and sequences are. */
public enum DataFormat {
    /** {@code [batch, spatial..., channels]}: Keras' default, and how everything is computed. */
    CHANNELS_LAST,
    /** {@code [batch, channels, spatial...]}. */
    CHANNELS_FIRST;

    /** Keras' name: {@code "channels_last"} or {@code "channels_first"}. */
    public static DataFormat named(String name) {
        return switch (name) {
            case "channels_last" -> CHANNELS_LAST;
            case "channels_first" -> CHANNELS_FIRST;
            default ->
                throw new Complaint(
                                "there is no data format of this name",
                                "\"channels_last\" or \"channels_first\"",
                                "\"" + name + "\"",
                                "use one of them")
                        .asArgument();
        };
    }

    /** The axis of the channels. */
    public int channelAxis() {
        return this == CHANNELS_LAST ? -1 : 1;
    }

    /** Keras' name. */
    @Override
    public String toString() {
        return this == CHANNELS_LAST ? "channels_last" : "channels_first";
    }
}
