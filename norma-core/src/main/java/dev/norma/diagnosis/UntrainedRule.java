package dev.norma.diagnosis;

/** Whether the stored statistics are those that the layer began with. */
final class UntrainedRule {
    private UntrainedRule() {}

    static void look(LayerCase at, Findings found) {
        if (at.facts().trained() || found.has(Fault.LOOKS_FROZEN)) {
            return;
        }
        boolean frozen = !at.freezing().trainableNow() && !at.freezing().updates();
        double factor = 1 / Math.sqrt(1 + at.facts().epsilon());
        found.add(
                at.networkTrained() ? Severity.ERROR : Severity.WARNING,
                Fault.NEVER_TRAINED,
                "Never trained: output = x / sqrt(1 + epsilon) = %.7f x%s in inference, by the stored mean 0 and variance 1 that it began with%s."
                        .formatted(
                                factor,
                                hasAffine(at) ? " (then gamma and beta)" : "",
                                frozen ? "; it was frozen before its first step" : ""),
                frozen
                        ? "%s   // or %s.setTrainable(true), compile, fit".formatted(at.recalibration(), at.code())
                        : "model.fit(data, Fit.epochs(10))   // or model.recalibrate(data)",
                "stored mean",
                at.facts().channels().isEmpty()
                        ? 0
                        : at.facts().channels().getFirst().movingMean(),
                "stored variance",
                at.facts().channels().isEmpty()
                        ? 1
                        : at.facts().channels().getFirst().movingVariance(),
                "output / x",
                factor);
    }

    private static boolean hasAffine(LayerCase at) {
        return at.count(channel -> channel.gamma() != 1 || channel.beta() != 0) > 0;
    }
}
