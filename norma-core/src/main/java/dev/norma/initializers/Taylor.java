package dev.norma.initializers;

import java.util.function.IntToDoubleFunction;

/**
 * Taylor's window: four side lobes of nearly equal height, 30 decibels below the main one, which is brought to 1.
 *
 * @see <a href="https://doi.org/10.1109/TANT.1955.5585096">Taylor (1955), Design of line-source antennas for narrow
 *     beamwidth and low side lobes</a>
 */
final class Taylor {
    private static final int LOBES = 4;
    private static final double DECIBELS = 30;

    private Taylor() {}

    static IntToDoubleFunction window(int points) {
        double[] factors = factors();
        double middle = at(0, factors);
        return n -> at((n - (points - 1) / 2.0) / points, factors) / middle;
    }

    /** {@code 1 + 2 sum of F(m) cos(2 pi m x)}. */
    private static double at(double x, double[] factors) {
        double sum = 1;
        for (int m = 1; m < LOBES; m++) {
            sum += 2 * factors[m] * Math.cos(2 * Math.PI * m * x);
        }
        return sum;
    }

    private static double[] factors() {
        double ratio = Math.pow(10, DECIBELS / 20);
        double a = Math.log(ratio + Math.sqrt(ratio * ratio - 1)) / Math.PI; // the inverse hyperbolic cosine
        double stretch = LOBES * LOBES / (a * a + (LOBES - 0.5) * (LOBES - 0.5));
        double[] factors = new double[LOBES];
        for (int m = 1; m < LOBES; m++) {
            double factor = m % 2 == 1 ? 0.5 : -0.5;
            for (int i = 1; i < LOBES; i++) {
                factor *= 1 - m * m / stretch / (a * a + (i - 0.5) * (i - 0.5));
                factor /= i == m ? 1 : 1 - (double) (m * m) / (i * i);
            }
            factors[m] = factor;
        }
        return factors;
    }
}
