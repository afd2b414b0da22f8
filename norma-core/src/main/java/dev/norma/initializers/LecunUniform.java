package dev.norma.initializers;

/**
 * Even draws of variance 1 / n, with n the fan in.
 *
 * @see <a href="https://doi.org/10.1007/3-540-49430-8_2">LeCun et al. (1998), Efficient backprop</a>
 */
public final class LecunUniform extends Scaled<LecunUniform> {
    @Override
    double scale() {
        return 1;
    }

    @Override
    String mode() {
        return "fan_in";
    }

    @Override
    String distribution() {
        return "uniform";
    }
}
