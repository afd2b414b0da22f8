package dev.norma.diagnosis;

/**
 * One line about a batch normalization, told where the user stands.
 *
 * @param kind what it is about: of each kind a model tells one
 * @param level how it is logged
 * @param layer the path of the layer, or of the first of several
 * @param cause what is so, with the number that it was noticed by
 * @param remedy what to do about it, as code
 */
public record Hint(Kind kind, System.Logger.Level level, String layer, String cause, String remedy) {
    /** What hints are about. */
    public enum Kind {
        /** A prediction by statistics that no training step ever moved. */
        NEVER_TRAINED,
        /** Stored statistics that are infinite or not a number. */
        NOT_FINITE,
        /** Stored variances below zero. */
        NEGATIVE_VARIANCE,
        /** Inference by moving statistics that have not come far yet. */
        FEW_STEPS,
        /** A validation far below training, while the moving statistics are on their way. */
        VALIDATION_BEHIND,
        /** A training batch of one example. */
        BATCH_OF_ONE,
        /** Inference by averages of weights, and by moving statistics that never saw them. */
        AVERAGED_WEIGHTS,
        /** A position is normalized as if it were the channels, which stand on axis 1. */
        AXIS_CHANNELS_FIRST
    }

    /** The line. */
    @Override
    public String toString() {
        return "hint: " + cause + "; " + remedy;
    }
}
