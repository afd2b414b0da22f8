package dev.norma.diagnosis;

/**
 * What data showed about one layer.
 *
 * @param batches how many batches its statistics come from
 * @param notFinite the first batch, from 1, in which what comes to it is infinite or not a number; 0 for none
 * @param valuesPerChannel how many values each channel had in the largest batch
 * @param fewestPerChannel how many it had in the smallest
 * @param noise how far the means of batches scatter, in standard deviations of the values
 * @param shift how far apart the stored statistics and the data's bring a normalized value: root of the mean square over all
 *     channels, in standard deviations of the output
 * @param outputGap how far the layer's output in inference is from that in training, all layers in front being in the same
 *     mode, in standard deviations of the output
 * @param callGap how far the means of its calls are from each other, in standard deviations; 0 for one call
 * @param stepsWithin5 how many training steps at this momentum it takes until the shift is within 5 % of a standard deviation
 * @param stepsWithin1 the same within 1 %
 */
public record LayerData(
        long batches,
        long notFinite,
        double valuesPerChannel,
        double fewestPerChannel,
        double noise,
        double shift,
        double outputGap,
        double callGap,
        long stepsWithin5,
        long stepsWithin1) {}
