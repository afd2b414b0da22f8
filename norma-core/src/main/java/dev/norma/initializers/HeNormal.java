package dev.norma.initializers;

/**
 * Truncated normal draws of variance 2 / n, with n the fan in.
 *
 * @see <a href="https://arxiv.org/abs/1502.01852">He et al. (2015), Delving deep into rectifiers</a>
 */
public final class HeNormal extends Scaled<HeNormal> {
    @Override
    double scale() {
        return 2;
    }

    @Override
    String mode() {
        return "fan_in";
    }

    @Override
    String distribution() {
        return "truncated_normal";
    }
}
