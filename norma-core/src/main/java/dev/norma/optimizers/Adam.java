package dev.norma.optimizers;

/**
 * Steps scaled by running moments of the gradient.
 *
 * <pre>
 *   m = m + (1 - beta1) (g - m)
 *   v = v + (1 - beta2) (g^2 - v)
 *   w = w - rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon)
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba (2014), Adam: a method for stochastic optimization</a>
 */
public final class Adam extends AdamRule<Adam> {
    /** With a learning rate of 0.001. */
    public Adam() {
        super(null);
    }

    /** With this learning rate. */
    public Adam(double learningRate) {
        this();
        learningRate(learningRate);
    }
}
