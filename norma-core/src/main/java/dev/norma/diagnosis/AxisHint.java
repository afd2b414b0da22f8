package dev.norma.diagnosis;

import static java.lang.System.Logger.Level.WARNING;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import dev.norma.ops.DataFormat;
import dev.norma.training.Network;
import dev.norma.training.NormalizationCall;
import java.util.List;
import java.util.Optional;

/** A hint about a batch normalization behind a channels-first layer whose axis is not that of the channels. */
final class AxisHint {
    private AxisHint() {}

    /** The hint about the first such layer. Networks without channels-first layers are not drawn for it. */
    static Optional<Hint> of(Network network) {
        if (!hasChannelsFirst(network.layer())) {
            return Optional.empty();
        }
        Anatomy anatomy = new Anatomy(new Subject(network, Freezing.CURRENT, 0), Sketch.types(network));
        return anatomy.layers().entrySet().stream()
                .flatMap(entry -> of(entry.getKey(), entry.getValue(), anatomy).stream())
                .findFirst();
    }

    private static boolean hasChannelsFirst(Layer layer) {
        return layer instanceof BatchNormalization
                ? false
                : AxisWalk.format(layer) == DataFormat.CHANNELS_FIRST
                        || layer.layers().stream().anyMatch(AxisHint::hasChannelsFirst);
    }

    private static Optional<Hint> of(BatchNormalization layer, List<NormalizationCall> calls, Anatomy anatomy) {
        NormalizationCall call = calls.getFirst();
        AxisOrigin origin = anatomy.origin(call);
        Layer teller = origin.layer();
        if (origin.role() != AxisOrigin.Role.SPATIAL
                || teller == null
                || AxisWalk.format(teller) != DataFormat.CHANNELS_FIRST) {
            return Optional.empty();
        }
        return Optional.of(new Hint(
                Hint.Kind.AXIS_CHANNELS_FIRST,
                WARNING,
                call.path(),
                "%s normalizes axis %s of %s, a position: \"%s\" in front has its channels on axis 1"
                        .formatted(layer, layer.axes().getFirst(), call.x().shape(), teller.name()),
                "new BatchNormalization().axis(1)"));
    }
}
