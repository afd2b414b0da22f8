package dev.norma.training;

import java.util.Locale;

/**
 * How far stored statistics are from those of the data, by the channel where they are farthest.
 *
 * <pre>
 *   mean       max |stored mean - data mean| / sqrt(data variance + epsilon)
 *   variance   (stored variance + epsilon) / (data variance + epsilon), of the channel where it is farthest from 1
 * </pre>
 *
 * @param mean in standard deviations of the data: 0 where they agree
 * @param variance a ratio: 1 where they agree
 */
public record StatisticsDistance(double mean, double variance) {
    /** The distance between stored means and variances and those of the data. */
    public static StatisticsDistance of(
            double[] storedMeans, double[] storedVariances, double[] means, double[] variances, double epsilon) {
        double farthest = 0;
        double ratio = 1;
        for (int c = 0; c < means.length; c++) {
            double spread = variances[c] + epsilon;
            double apart = Math.abs(storedMeans[c] - means[c]);
            farthest = Math.max(farthest, apart == 0 ? 0 : apart / Math.sqrt(spread));
            double stored = storedVariances[c] + epsilon;
            double factor = stored == spread ? 1 : stored / spread;
            if (Double.isNaN(factor) || farness(factor) > farness(ratio)) {
                ratio = factor;
            }
        }
        return new StatisticsDistance(farthest, ratio);
    }

    private static double farness(double ratio) {
        return ratio <= 0 ? Double.POSITIVE_INFINITY : Math.abs(Math.log(ratio));
    }

    /** For example {@code mean 0.71 standard deviations off, variance 3.2 times that of the data}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "mean %.3g standard deviations off, variance %.3g times that of the data", mean, variance);
    }
}
