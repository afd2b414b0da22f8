package dev.norma.diagnosis;

/**
 * How an output of the network in inference differs from that with the statistics of the batch.
 *
 * @param output its name
 * @param relative root of the mean squared difference, in standard deviations of the output
 * @param decisionsChanged the share of examples whose largest entry is another one; not a number where it has one entry
 * @param accuracyByBatch the share of examples whose largest entry is the label, by the statistics of the batch; not a number
 *     where labels are no classes
 * @param accuracyByStored the same by the stored statistics
 */
public record OutputGap(
        String output, double relative, double decisionsChanged, double accuracyByBatch, double accuracyByStored) {}
