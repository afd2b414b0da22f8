package dev.norma.diagnosis;

import dev.norma.layers.Layer;
import dev.norma.ops.DataFormat;
import dev.norma.tensor.Shape;
import org.jspecify.annotations.Nullable;

/** Whether the axis of the channels is one. */
final class AxisRule {
    private AxisRule() {}

    static void look(LayerCase at, Findings found) {
        AxisOrigin origin = at.origin();
        Layer teller = origin.layer();
        DataFormat format = teller == null ? null : AxisWalk.format(teller);
        int rank = at.facts().input().rank();
        switch (origin.role()) {
            case BATCH -> {
                if (rank > 1) {
                    add(
                            Severity.ERROR,
                            Fault.AXIS_IS_BATCH,
                            at,
                            found,
                            "%s is the batch, so each example has statistics of its own that mean nothing for the next batch."
                                    .formatted(axis(at)),
                            rank == 2 ? "new BatchNormalization().axis(%d)".formatted(1 - atAxis(at)) : fix(-1));
                }
            }
            case SPATIAL -> {
                boolean first = format == DataFormat.CHANNELS_FIRST;
                add(
                        Severity.ERROR,
                        first ? Fault.AXIS_CHANNELS_FIRST : Fault.AXIS_IS_SPATIAL,
                        at,
                        found,
                        "%s is a position, while %s in front has its channels on axis %s."
                                .formatted(
                                        axis(at),
                                        teller == null ? "the layer" : "\"%s\"".formatted(teller.name()),
                                        (first ? "1" : "-1") + (format == null ? "" : " (%s)".formatted(format))),
                        fix(first ? 1 : -1));
            }
            case INPUT -> {
                Integer better = imageChannels(origin);
                if (better != null) {
                    add(
                            Severity.WARNING,
                            Fault.AXIS_IS_SPATIAL,
                            at,
                            found,
                            "%s looks like a side of the image: axis %d has size %d, as channels of images have."
                                    .formatted(axis(at), better, origin.shape().dim(better)),
                            fix(better));
                }
            }
            case CHANNELS, UNKNOWN -> {}
        }
    }

    private static String fix(int axis) {
        return "new BatchNormalization().axis(%d)".formatted(axis);
    }

    private static int atAxis(LayerCase at) {
        return at.facts().input().axis(at.facts().axes().getFirst());
    }

    private static void add(Severity severity, Fault fault, LayerCase at, Findings found, String cause, String remedy) {
        found.add(severity, fault, cause, remedy, "axis", at.facts().axes().getFirst(), "entries", at.channels());
    }

    /** The other axis of an input image that looks like its channels, where the one taken is a side of a square. */
    private static @Nullable Integer imageChannels(AxisOrigin origin) {
        Shape shape = origin.shape();
        if (shape.rank() != 4 || !shape.slice(1, 4).isStatic()) {
            return null;
        }
        if (origin.axis() == 3 && isImage(shape.dim(1), shape.dim(2), shape.dim(3))) {
            return 1;
        }
        return origin.axis() == 1 && isImage(shape.dim(3), shape.dim(1), shape.dim(2)) ? -1 : null;
    }

    private static boolean isImage(long channels, long height, long width) {
        return height == width && channels < height && channels <= Thresholds.IMAGE_CHANNELS;
    }

    /** The axis at the beginning of a sentence. */
    private static String axis(LayerCase at) {
        return "A" + at.facts().axis().substring(1);
    }

    /** What the axis is and why it looks right or wrong, in words. */
    static String reason(AxisOrigin origin, int rank) {
        Layer teller = origin.layer();
        return switch (origin.role()) {
            case BATCH -> rank == 1 ? "each entry by itself" : "the batch";
            case SPATIAL ->
                "a position of %s, not its channels"
                        .formatted(teller == null ? "what is in front" : "\"%s\"".formatted(teller.name()));
            case CHANNELS -> teller == null ? "the channels" : channels(teller);
            case INPUT -> rank == 2 ? "the features of the input" : "an axis of the input";
            case UNKNOWN -> rank == 2 ? "the features" : "nothing in front says what it is";
        };
    }

    private static String channels(Layer teller) {
        DataFormat format = AxisWalk.format(teller);
        return "the channels of \"%s\"%s".formatted(teller.name(), format == null ? "" : ", " + format);
    }
}
