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
                            "Axis %s of %s is the batch, so each example has statistics of its own that mean nothing for the next batch."
                                    .formatted(at.facts().axis(), at.facts().input()),
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
                        "Axis %d of %s is a position, while \"%s\" in front has its channels on axis %s (%s)."
                                .formatted(
                                        at.facts().axis(),
                                        at.facts().input(),
                                        teller == null ? "the layer" : teller.name(),
                                        first ? "1" : "-1",
                                        format),
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
                            "Axis %d of %s looks like a side of the image: axis %d has size %d, as channels of images have."
                                    .formatted(
                                            at.facts().axis(),
                                            at.facts().input(),
                                            better,
                                            origin.shape().dim(better)),
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
        return at.facts().input().axis(at.facts().axis());
    }

    private static void add(Severity severity, Fault fault, LayerCase at, Findings found, String cause, String remedy) {
        found.add(severity, fault, cause, remedy, "axis", at.facts().axis(), "entries", at.channels());
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

    /** Why the axis looks right or wrong, in words. */
    static String reason(AxisOrigin origin, Shape input, int axis) {
        Layer teller = origin.layer();
        String size = "axis %d of %s".formatted(axis, input);
        return switch (origin.role()) {
            case BATCH -> input.rank() == 1 ? size + ": each entry by itself" : size + ": the batch";
            case SPATIAL ->
                "%s: a position of \"%s\", not its channels".formatted(size, teller == null ? "?" : teller.name());
            case CHANNELS -> teller == null ? size + ": the channels" : channels(size, teller);
            case INPUT -> size + (input.rank() == 2 ? ": the features of the input" : ": an axis of the input");
            case UNKNOWN -> input.rank() == 2 && input.axis(axis) == 1 ? size + ": the features" : size;
        };
    }

    private static String channels(String size, Layer teller) {
        DataFormat format = AxisWalk.format(teller);
        return "%s: the channels of \"%s\"%s".formatted(size, teller.name(), format == null ? "" : ", " + format);
    }
}
