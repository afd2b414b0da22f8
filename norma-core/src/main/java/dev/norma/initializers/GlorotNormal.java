package dev.norma.initializers;

/**
 * Truncated normal draws of variance 1 / n, with n the mean of both fans.
 *
 * @see <a href="https://proceedings.mlr.press/v9/glorot10a.html">Glorot and Bengio (2010), Understanding the difficulty of training deep feedforward neural networks</a>
 */
public final class GlorotNormal extends Scaled<GlorotNormal> {
    @Override
    double scale() {
        return 1;
    }

    @Override
    String mode() {
        return "fan_avg";
    }

    @Override
    String distribution() {
        return "truncated_normal";
    }
}
