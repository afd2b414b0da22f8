package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.Constraints;
import dev.norma.graph.Moments;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.initializers.Initializer;
import dev.norma.initializers.Initializers;
import dev.norma.initializers.Ones;
import dev.norma.initializers.Zeros;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings each example to mean 0 and variance 1 over its last axis, or others, then scales and shifts it.
 *
 * <pre>
 *   result = gamma * (x - mean) / sqrt(variance + epsilon) + beta
 *
 *   gamma, beta   the sizes of the axes     trained
 * </pre>
 *
 * <p>The variance is the biased one, divided by the number of features. Training and inference compute the same.
 *
 * @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton (2016), Layer normalization</a>
 */
public final class LayerNormalization extends Configured<LayerNormalization> {
    private final Option<List<Integer>> axis = options().declare("axis", OptionType.INTEGERS, List.of(-1), Check.any());
    private final Option<Double> epsilon = option("epsilon", 1e-3, Check.notNegative());
    private final Option<Boolean> center = option("center", true);
    private final Option<Boolean> scale = option("scale", true);
    private final Option<Boolean> rmsScaling = option("rmsScaling", false);
    private final Option<Initializer> betaInitializer =
            options().declare("betaInitializer", Initializers.TYPE, new Zeros(), Check.any());
    private final Option<Initializer> gammaInitializer =
            options().declare("gammaInitializer", Initializers.TYPE, new Ones(), Check.any());
    private final Option<@Nullable Regularizer> betaRegularizer =
            options().optional("betaRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Regularizer> gammaRegularizer =
            options().optional("gammaRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Constraint> betaConstraint =
            options().optional("betaConstraint", Constraints.TYPE, Check.any());
    private final Option<@Nullable Constraint> gammaConstraint =
            options().optional("gammaConstraint", Constraints.TYPE, Check.any());

    /** Sets the axes over which to normalize: the last unless set. */
    public LayerNormalization axis(Integer... axes) {
        return set(axis, List.of(axes));
    }

    /** Sets what is added to the variance so that the root is never 0: 0.001 unless set. */
    public LayerNormalization epsilon(double added) {
        return set(epsilon, added);
    }

    /** Sets whether there is a beta: yes unless set. */
    public LayerNormalization center(boolean shift) {
        return set(center, shift);
    }

    /** Sets whether there is a gamma: yes unless set. */
    public LayerNormalization scale(boolean factor) {
        return set(scale, factor);
    }

    /** Sets whether x is scaled by the root of its variance without being centred: no unless set. */
    public LayerNormalization rmsScaling(boolean rms) {
        return set(rmsScaling, rms);
    }

    /** Sets how gamma begins: {@link Ones} unless set. */
    public LayerNormalization gammaInitializer(Initializer initializer) {
        return set(gammaInitializer, initializer);
    }

    /** Sets how beta begins: {@link Zeros} unless set. */
    public LayerNormalization betaInitializer(Initializer initializer) {
        return set(betaInitializer, initializer);
    }

    /** Sets the penalty on gamma: none unless set. */
    public LayerNormalization gammaRegularizer(Regularizer regularizer) {
        return set(gammaRegularizer, regularizer);
    }

    /** Sets the penalty on beta: none unless set. */
    public LayerNormalization betaRegularizer(Regularizer regularizer) {
        return set(betaRegularizer, regularizer);
    }

    /** Sets what gamma is brought back to after each step: nothing unless set. */
    public LayerNormalization gammaConstraint(Constraint constraint) {
        return set(gammaConstraint, constraint);
    }

    /** Sets what beta is brought back to after each step: nothing unless set. */
    public LayerNormalization betaConstraint(Constraint constraint) {
        return set(betaConstraint, constraint);
    }

    private List<Integer> axes(Shape input) {
        return axis.get().stream().map(input::axis).sorted().toList();
    }

    @Override
    protected void build(Shape input) {
        Shape features = Shape.of(axes(input).stream().mapToLong(input::dim).toArray());
        if (scale.get() || rmsScaling.get()) {
            add(
                    "gamma",
                    features,
                    gammaInitializer.get(),
                    Parameter.Kind.TRAINABLE,
                    gammaRegularizer.get(),
                    gammaConstraint.get(),
                    false);
        }
        if (center.get() && !rmsScaling.get()) {
            add(
                    "beta",
                    features,
                    betaInitializer.get(),
                    Parameter.Kind.TRAINABLE,
                    betaRegularizer.get(),
                    betaConstraint.get(),
                    false);
        }
    }

    /** Inputs come as they are, as in Keras: in 16 bits the variance of close numbers would be lost. */
    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        DType wide = Moments.dtype(inputs.only().dtype());
        Value x = Ops.cast(inputs.only(), wide);
        List<Integer> axes = axes(x.shape());
        Value gamma = parameter("gamma", x, axes, wide, context);
        Value beta = parameter("beta", x, axes, wide, context);
        Statistics<Value> statistics = Ops.moments(x, axes, null, Weighting.SELECTED);
        if (rmsScaling.get()) {
            Value inverse = Ops.rsqrt(Ops.add(statistics.variance(), epsilon.get()));
            Value scaled = Ops.multiply(x, inverse);
            return Ops.cast(gamma == null ? scaled : Ops.multiply(scaled, gamma), policy().compute());
        }
        Value y = Ops.normalize(x, statistics.mean(), statistics.variance(), gamma, beta, epsilon.get());
        return Ops.cast(y, policy().compute());
    }

    private @Nullable Value parameter(String name, Value x, List<Integer> axes, DType wide, Context context) {
        boolean there = name.equals("gamma") ? scale.get() || rmsScaling.get() : center.get() && !rmsScaling.get();
        if (!there) {
            return null;
        }
        long[] dims = IntStream.range(0, x.shape().rank())
                .mapToLong(i -> axes.contains(i) ? x.shape().dim(i) : 1)
                .toArray();
        return Ops.cast(Ops.reshape(context.value(name), dims), wide);
    }
}
