package dev.norma.runtime.interpreter;

/** Gauss' error function, its complement and its inverse, to the accuracy of doubles. */
final class ErrorFunction {
    private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private ErrorFunction() {}

    /** 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
    static double erf(double x) {
        double size = Math.abs(x);
        if (size < 2) {
            return series(x);
        }
        return Double.isNaN(x) ? x : Math.copySign(1 - tail(size), x);
    }

    /** 1 - erf(x), exact also where erf is nearly 1. */
    static double erfc(double x) {
        return x < 2 ? 1 - erf(x) : tail(x);
    }

    /** The number whose erf is x; infinite at -1 and 1, not a number beyond. */
    static double erfinv(double x) {
        double size = Math.abs(x);
        if (!(size < 1)) {
            return size == 1 ? Math.copySign(Double.POSITIVE_INFINITY, x) : Double.NaN;
        }
        double y = guess(size);
        for (int i = 0; i < 4; i++) { // Halley's method: each round triples the digits
            double excess = size < 0.5 ? erf(y) - size : (1 - size) - erfc(y);
            double step = excess / (TWO_BY_ROOT_PI * Math.exp(-y * y));
            y -= step / (1 + y * step);
        }
        return Math.copySign(y, x);
    }

    /** exp(-x^2) times the sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)): no term cancels another. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_BY_ROOT_PI * Math.exp(-x * x) * sum;
    }

    /** exp(-x^2) / sqrt(pi) / (x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), from the inside out; for x from 2. */
    private static double tail(double x) {
        if (x > 27) {
            return 0;
        }
        double fraction = x;
        for (int n = 120; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) * TWO_BY_ROOT_PI / 2 / fraction;
    }

    /** Winitzki's formula, good to two digits. */
    private static double guess(double size) {
        double log = Math.log((1 - size) * (1 + size));
        double a = 2 / (Math.PI * 0.147) + log / 2;
        return Math.sqrt(Math.max(0, Math.sqrt(a * a - log / 0.147) - a));
    }
}
