package dev.norma.diagnosis;

/**
 * What one channel was on data.
 *
 * @param mean the mean of the batches' means
 * @param variance the mean of the batches' variances
 * @param distance how far the stored mean is from that mean, in standard deviations of the data
 * @param ratio the stored variance divided by that variance, epsilon added to both
 * @param shift how far apart the stored statistics and the data's bring a normalized value: root of the mean square, in
 *     standard deviations of the output
 * @param before values in front of the normalization, a sample of them
 * @param after values behind it in inference mode, a sample of them
 */
public record Observed(
        double mean, double variance, double distance, double ratio, double shift, Histogram before, Histogram after) {
    /** Compares statistics of data with stored ones. */
    static Observed of(
            double mean,
            double variance,
            double storedMean,
            double storedVariance,
            double epsilon,
            Histogram before,
            Histogram after) {
        return new Observed(
                mean,
                variance,
                Math.abs(mean - storedMean) / Math.sqrt(variance + epsilon),
                (storedVariance + epsilon) / (variance + epsilon),
                shift(mean, variance, storedMean, storedVariance, epsilon),
                before,
                after);
    }

    /** How far apart both bring a normalized value. */
    static double shift(double mean, double variance, double storedMean, double storedVariance, double epsilon) {
        double data = Math.sqrt(variance + epsilon);
        double stored = Math.sqrt(Math.max(0, storedVariance) + epsilon);
        double spread = Math.sqrt(variance);
        double scaled = spread / stored - spread / data;
        double moved = (mean - storedMean) / stored;
        return Math.sqrt(scaled * scaled + moved * moved);
    }
}
