package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.Constraints;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Initializers;
import dev.norma.initializers.Ones;
import dev.norma.initializers.Zeros;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import org.jspecify.annotations.Nullable;

/** What Keras 3 lets one set on a batch normalization, in the order of its configuration. */
abstract class BatchNormalizationOptions extends Configured<BatchNormalization> {
    private static final Check<Double> MOMENTUM = new Check<>(
            "a number from 0 to 1: the share of the old average that stays (PyTorch's 0.1 is 0.9 here)",
            share -> share >= 0 && share <= 1);
    private static final Check<Double> EPSILON =
            new Check<>("a finite number from 0", added -> added >= 0 && added < Double.POSITIVE_INFINITY);

    final Option<ChannelAxes> axis = options().declare("axis", ChannelAxes.TYPE, ChannelAxes.LAST, Check.any());
    final Option<Double> momentum = option("momentum", 0.99, MOMENTUM);
    final Option<Double> epsilon = option("epsilon", 1e-3, EPSILON);
    final Option<Boolean> center = option("center", true);
    final Option<Boolean> scale = option("scale", true);
    final Option<Initializer> betaInitializer =
            options().declare("betaInitializer", Initializers.TYPE, new Zeros(), Check.any());
    final Option<Initializer> gammaInitializer =
            options().declare("gammaInitializer", Initializers.TYPE, new Ones(), Check.any());
    final Option<Initializer> movingMeanInitializer =
            options().declare("movingMeanInitializer", Initializers.TYPE, new Zeros(), Check.any());
    final Option<Initializer> movingVarianceInitializer =
            options().declare("movingVarianceInitializer", Initializers.TYPE, new Ones(), Check.any());
    final Option<@Nullable Regularizer> betaRegularizer =
            options().optional("betaRegularizer", Regularizers.TYPE, Check.any());
    final Option<@Nullable Regularizer> gammaRegularizer =
            options().optional("gammaRegularizer", Regularizers.TYPE, Check.any());
    final Option<@Nullable Constraint> betaConstraint =
            options().optional("betaConstraint", Constraints.TYPE, Check.any());
    final Option<@Nullable Constraint> gammaConstraint =
            options().optional("gammaConstraint", Constraints.TYPE, Check.any());
    final Option<Boolean> synchronize = option("synchronized", false);
    final Option<Boolean> renorm = option("renorm", false);
    final Option<@Nullable RenormClipping> renormClipping =
            options().optional("renormClipping", RenormClipping.TYPE, Check.any());
    final Option<Double> renormMomentum = option("renormMomentum", 0.99, MOMENTUM);

    BatchNormalizationOptions() {}

    /**
     * Sets the axis of the channels: the last unless set. Checked against the first input; a configuration keeps it as it
     * was given.
     */
    public BatchNormalization axis(int channels) {
        return set(axis, ChannelAxes.of(channels));
    }

    /**
     * Sets the share of the old average that stays at each step: from 0 to 1, 0.99 unless set. Keras takes any number, and
     * diverges with one beyond.
     */
    public BatchNormalization momentum(double share) {
        return set(momentum, share);
    }

    /**
     * Sets what is added to the variance so that the root is never 0: from 0, 0.001 unless set. Keras takes negative numbers
     * too, whose root is none.
     */
    public BatchNormalization epsilon(double added) {
        return set(epsilon, added);
    }

    /** Sets whether there is a beta: yes unless set. */
    public BatchNormalization center(boolean shift) {
        return set(center, shift);
    }

    /** Sets whether there is a gamma: yes unless set. */
    public BatchNormalization scale(boolean factor) {
        return set(scale, factor);
    }

    /** Sets how beta begins: {@link Zeros} unless set. */
    public BatchNormalization betaInitializer(Initializer initializer) {
        return set(betaInitializer, initializer);
    }

    /** Sets how gamma begins: {@link Ones} unless set. */
    public BatchNormalization gammaInitializer(Initializer initializer) {
        return set(gammaInitializer, initializer);
    }

    /** Sets how the moving mean begins: {@link Zeros} unless set. */
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return set(movingMeanInitializer, initializer);
    }

    /** Sets how the moving variance begins: {@link Ones} unless set. */
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return set(movingVarianceInitializer, initializer);
    }

    /** Sets the penalty on beta: none unless set. */
    public BatchNormalization betaRegularizer(Regularizer regularizer) {
        return set(betaRegularizer, regularizer);
    }

    /** Sets the penalty on gamma: none unless set. */
    public BatchNormalization gammaRegularizer(Regularizer regularizer) {
        return set(gammaRegularizer, regularizer);
    }

    /** Sets what beta is brought back to after each step: nothing unless set. */
    public BatchNormalization betaConstraint(Constraint constraint) {
        return set(betaConstraint, constraint);
    }

    /** Sets what gamma is brought back to after each step: nothing unless set. */
    public BatchNormalization gammaConstraint(Constraint constraint) {
        return set(gammaConstraint, constraint);
    }

    /**
     * Sets whether statistics are those of all replicas together: no unless set. With one replica, no difference. Masks
     * count too; Keras 3 forgets to synchronize where there is one. {@link Semantics#TF1_LAYERS} does not synchronize.
     */
    public BatchNormalization synchronize(boolean together) {
        return set(synchronize, together);
    }

    /**
     * Sets whether training corrects the batch's statistics towards the moving ones (batch renormalization): no unless set.
     * It works in float64 too, which the layers before Keras 3 refuse.
     */
    public BatchNormalization renorm(boolean correct) {
        set(renorm, correct);
        if (correct && renormClipping.get() == null) {
            set(renormClipping, RenormClipping.NONE);
        }
        return self();
    }

    /** Sets the limits of that correction: none unless set. They are checked whatever the semantics. */
    public BatchNormalization renormClipping(RenormClipping limits) {
        return set(renormClipping, limits);
    }

    /** Sets the momentum of the statistics that the correction compares with: 0.99 unless set. */
    public BatchNormalization renormMomentum(double share) {
        return set(renormMomentum, share);
    }

    /** The axis of the channels, as it was set; the first of several. */
    public int axis() {
        return axis.get().given().getFirst();
    }

    /** The share of the old average that stays at each step. */
    public double momentum() {
        return momentum.get();
    }

    /** What is added to the variance. */
    public double epsilon() {
        return epsilon.get();
    }

    /** The momentum of the statistics that renorm compares with. */
    public double renormMomentum() {
        return renormMomentum.get();
    }

    /** Whether training corrects the batch's statistics towards the moving ones. */
    public boolean renorm() {
        return renorm.get();
    }
}
