package dev.norma.optimizers;

/**
 * {@link Adam} with weights that decay beside it: by 0.004 times the learning rate unless set.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter (2017), Decoupled weight decay regularization</a>
 */
public final class AdamW extends AdamRule<AdamW> {
    /** With a learning rate of 0.001. */
    public AdamW() {
        super(0.004);
    }

    /** With this learning rate. */
    public AdamW(double learningRate) {
        this();
        learningRate(learningRate);
    }
}
