package dev.norma.diagnosis;

import dev.norma.layers.NormalizeBy;

/** Whether the flags say what training does. */
final class FreezingRule {
    private FreezingRule() {}

    static void look(LayerCase at, Findings found) {
        Frozen freezing = at.freezing();
        boolean moves = freezing.updates() && at.facts().momentum() < 1;
        if (freezing.trainableNow() && !moves) {
            standsStill(at, found);
        } else if (!freezing.trainableNow() && moves) {
            moves(at, found);
        }
    }

    private static void standsStill(LayerCase at, Findings found) {
        Frozen freezing = at.freezing();
        String layer = at.code();
        boolean wanted = freezing.switches().updateStatistics() != null
                || freezing.switches().normalizeBy() == NormalizeBy.STORED
                || (at.facts().momentum() < 1 && freezing.trainableCompiled());
        String why;
        String remedy;
        if (at.facts().momentum() == 1) {
            wanted = false;
            why = "momentum 1 keeps all of the old average";
            remedy = "new BatchNormalization().momentum(0.9)";
        } else if (!freezing.trainableCompiled()) {
            why = "it was frozen when the model was compiled, and training goes on as compiled";
            remedy = "model.compile(optimizer, loss, metrics)   // again, now that %s is trainable".formatted(layer);
        } else if (Boolean.FALSE.equals(freezing.switches().updateStatistics())) {
            why = "updateStatistics is off";
            remedy = "%s.updateStatistics(null)".formatted(at.normalization());
        } else {
            why = "it is called with training off";
            remedy = "norm.apply(x)   // without Arguments.training(false)";
        }
        boolean matters = !wanted || !at.facts().trained();
        found.add(
                matters ? Severity.WARNING : Severity.INFO,
                Fault.LOOKS_FROZEN,
                "Its flag says that it trains, but training leaves its statistics %s: %s."
                        .formatted(at.facts().trained() ? "as they are" : "at their first values", why),
                remedy,
                "momentum",
                at.facts().momentum(),
                "updates",
                at.facts().updates());
    }

    private static void moves(LayerCase at, Findings found) {
        boolean wanted = Boolean.TRUE.equals(at.freezing().switches().updateStatistics());
        String layer = at.code();
        found.add(
                wanted ? Severity.INFO : Severity.WARNING,
                Fault.FROZEN_UPDATES,
                "Its flag says that it is frozen, but training moves its statistics: %s."
                        .formatted(
                                wanted
                                        ? "updateStatistics is on"
                                        : "it was trainable when the model was compiled, and training goes on as compiled"),
                wanted
                        ? "%s.updateStatistics(null)".formatted(at.normalization())
                        : "model.compile(optimizer, loss, metrics)   // again, now that %s is frozen".formatted(layer),
                "momentum",
                at.facts().momentum());
    }
}
