package dev.norma.diagnosis;

import dev.norma.layers.Layer;

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
                    "new %s(...).useBias(false)".formatted(biased.className()),
                    "numbers",
                    entries);
        }
    }
}
