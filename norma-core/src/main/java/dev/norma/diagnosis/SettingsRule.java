package dev.norma.diagnosis;

import dev.norma.layers.Convolution;
import dev.norma.layers.Dense;
import dev.norma.layers.DepthwiseConv2D;
import dev.norma.layers.Layer;
import dev.norma.tensor.Shape;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Settings that are legal and do not what they seem to: a momentum from another library, a bias that is taken away. */
final class SettingsRule {
    private SettingsRule() {}

    static void look(LayerCase at, Findings found) {
        double momentum = at.facts().momentum();
        if (at.freezing().updates() && momentum < Thresholds.MOMENTUM) {
            double batches = (1 + momentum) / (1 - momentum);
            found.add(
                    Severity.WARNING,
                    Fault.LOW_MOMENTUM,
                    "Momentum %s keeps %s of the old average, which then holds %s batches; PyTorch's 0.1 is 0.9 here."
                            .formatted(momentum, Figures.percent(momentum), Figures.number(batches)),
                    "new BatchNormalization().momentum(0.9)",
                    "momentum",
                    momentum,
                    "batches",
                    batches);
        }
        Layer biased = at.front().biased();
        if (biased != null) {
            long entries = biased.weight("bias").shape().size();
            found.add(
                    Severity.INFO,
                    Fault.IDLE_BIAS,
                    "The bias of \"%s\" in front (%d numbers) does nothing: the mean that is subtracted contains it."
                            .formatted(biased.name(), entries),
                    withoutBias(biased),
                    "bias entries",
                    entries);
        }
    }

    /** How such a layer is made without a bias, as far as its weights tell. */
    private static String withoutBias(Layer biased) {
        return switch (biased) {
            case Dense dense ->
                "new Dense(%d).useBias(false)"
                        .formatted(dense.weight("bias").shape().size());
            case Convolution<?> convolution ->
                "new %s(%d, %s).useBias(false)   // and its other options"
                        .formatted(convolution.className(), convolution.filters(), sizes(convolution));
            case DepthwiseConv2D depthwise ->
                "new DepthwiseConv2D(%s).useBias(false)   // and its other options".formatted(sizes(depthwise));
            default -> "   // leave the bias of \"%s\" out".formatted(biased.name());
        };
    }

    private static String sizes(Layer convolution) {
        Shape kernel = convolution.weight("kernel").shape();
        return LongStream.range(0, kernel.rank() - 2)
                .mapToObj(axis -> Long.toString(kernel.dim((int) axis)))
                .collect(Collectors.joining(", "));
    }
}
