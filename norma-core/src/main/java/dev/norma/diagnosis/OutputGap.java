package dev.norma.diagnosis;

/**
 * How an output of the network in inference differs from that with the statistics of the batch.
 *
 * @param output its name
 * @param relative root of the mean squared difference, in standard deviations of the output; infinite where the batch's
 *     statistics make a constant of it and the stored ones do not
 * @param decisionsChanged the share of examples whose largest entry is another one; not a number where it has one entry
 * @param accuracyByBatch the share of examples whose largest entry is the label, by the statistics of the batch; not a number
 *     where labels are no classes
 * @param accuracyByStored the same by the stored statistics
 */
public record OutputGap(
        String output, double relative, double decisionsChanged, double accuracyByBatch, double accuracyByStored) {
    /** How far off it is in inference, for example {@code 0.3 of its standard deviations off}. */
    public String inWords() {
        return Double.isInfinite(relative)
                ? "other than the constant that it is by the batch"
                : Figures.number(relative) + " of its standard deviations off";
    }
}
