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
import dev.norma.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings each channel to mean 0 and variance 1, then scales and shifts it: in training by the statistics of the batch, in
 * inference by moving averages of them.
 *
 * <pre>
 *   training    y = gamma * (x - mean(x)) / sqrt(variance(x) + epsilon) + beta
 *               movingMean     = movingMean     * momentum + mean(x)     * (1 - momentum)
 *               movingVariance = movingVariance * momentum + variance(x) * (1 - momentum)
 *   inference   y = gamma * (x - movingMean) / sqrt(movingVariance + epsilon) + beta
 *
 *   x, y                          any rank; statistics are taken over all axes but one
 *   gamma, beta                   [channels]   trained
 *   movingMean, movingVariance    [channels]   begin with 0 and 1
 * </pre>
 *
 * <p>The variance is the biased one. A frozen layer ({@code trainable} false) works as in inference, whatever the mode. A
 * mask (of x's shape without the last axis) takes positions out of the statistics, not out of the result. An empty batch
 * changes nothing. Momentum is the share of the old average that stays: PyTorch's 0.1 is 0.9 here.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy (2015), Batch normalization</a>
 * @see <a href="https://arxiv.org/abs/1702.03275">Ioffe (2017), Batch renormalization</a>
 */
public final class BatchNormalization extends Configured<BatchNormalization> {
    private final Option<Integer> axis = options().declare("axis", BatchNormalizationOptions.AXIS, -1, Check.any());
    private final Option<Double> momentum = option("momentum", 0.99, BatchNormalizationOptions.MOMENTUM);
    private final Option<Double> epsilon = option("epsilon", 1e-3, Check.notNegative());
    private final Option<Boolean> center = option("center", true);
    private final Option<Boolean> scale = option("scale", true);
    private final Option<Initializer> betaInitializer =
            options().declare("betaInitializer", Initializers.TYPE, new Zeros(), Check.any());
    private final Option<Initializer> gammaInitializer =
            options().declare("gammaInitializer", Initializers.TYPE, new Ones(), Check.any());
    private final Option<Initializer> movingMeanInitializer =
            options().declare("movingMeanInitializer", Initializers.TYPE, new Zeros(), Check.any());
    private final Option<Initializer> movingVarianceInitializer =
            options().declare("movingVarianceInitializer", Initializers.TYPE, new Ones(), Check.any());
    private final Option<@Nullable Regularizer> betaRegularizer =
            options().optional("betaRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Regularizer> gammaRegularizer =
            options().optional("gammaRegularizer", Regularizers.TYPE, Check.any());
    private final Option<@Nullable Constraint> betaConstraint =
            options().optional("betaConstraint", Constraints.TYPE, Check.any());
    private final Option<@Nullable Constraint> gammaConstraint =
            options().optional("gammaConstraint", Constraints.TYPE, Check.any());
    private final Option<Boolean> synchronize = option("synchronized", false);
    private final Option<Boolean> renorm = option("renorm", false);
    private final Option<@Nullable RenormClipping> renormClipping =
            options().optional("renormClipping", RenormClipping.TYPE, Check.any());
    private final Option<Double> renormMomentum = option("renormMomentum", 0.99, BatchNormalizationOptions.MOMENTUM);

    private final Option<@Nullable Boolean> trainAffine = options()
            .optional("trainAffine", OptionType.BOOLEAN, Check.any())
            .changeable()
            .sparse();
    private final Option<@Nullable Boolean> updateStatistics = options()
            .optional("updateStatistics", OptionType.BOOLEAN, Check.any())
            .changeable()
            .sparse();
    private final Option<NormalizeBy> normalizeBy = options()
            .declare("normalizeBy", NormalizeBy.TYPE, NormalizeBy.AS_KERAS, Check.any())
            .changeable()
            .sparse();

    /** Sets the axis of the channels: the last unless set. */
    public BatchNormalization axis(int channels) {
        return set(axis, channels);
    }

    /** Sets the share of the old average that stays at each step: from 0 to 1, 0.99 unless set. */
    public BatchNormalization momentum(double share) {
        return set(momentum, share);
    }

    /** Sets what is added to the variance so that the root is never 0: from 0, 0.001 unless set. */
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

    /** Sets whether statistics are those of all replicas together; with one replica, no difference. */
    public BatchNormalization synchronize(boolean together) {
        return set(synchronize, together);
    }

    /** Sets whether training corrects the batch's statistics towards the moving ones (batch renormalization): no unless set. */
    public BatchNormalization renorm(boolean correct) {
        return set(renorm, correct);
    }

    /** Sets the limits of that correction: none unless set. */
    public BatchNormalization renormClipping(RenormClipping limits) {
        return set(renormClipping, limits);
    }

    /** Sets the momentum of the statistics that the correction compares with: 0.99 unless set. */
    public BatchNormalization renormMomentum(double share) {
        return set(renormMomentum, share);
    }

    /**
     * Sets whether gamma and beta train, whatever {@code trainable} says; null, as it is unless set, for as {@code
     * trainable} says. May be set at any time; {@code fit} sees it from the next {@code compile} on.
     */
    public BatchNormalization trainAffine(@Nullable Boolean train) {
        return set(trainAffine, train);
    }

    /**
     * Sets whether training moves the stored statistics, whatever {@code trainable} says; null, as it is unless set, for as
     * {@code trainable} says. May be set at any time; {@code fit} sees it from the next {@code compile} on.
     */
    public BatchNormalization updateStatistics(@Nullable Boolean update) {
        return set(updateStatistics, update);
    }

    /**
     * Sets which statistics normalize: as Keras couples it with {@code trainable} unless set. May be set at any time; {@code
     * fit} sees it from the next {@code compile} on.
     */
    public BatchNormalization normalizeBy(NormalizeBy statistics) {
        return set(normalizeBy, statistics);
    }

    /** How the layer is frozen in parts. */
    @Override
    public Switches switches() {
        return new Switches(trainAffine.get(), updateStatistics.get(), normalizeBy.get());
    }

    /** The axis of the channels, as it was set. */
    public int axis() {
        return axis.get();
    }

    /** The share of the old average that stays at each step. */
    public double momentum() {
        return momentum.get();
    }

    /** What is added to the variance. */
    public double epsilon() {
        return epsilon.get();
    }

    /** The factor of each channel, once built with {@code scale}. */
    public Weight gamma() {
        return weight("gamma");
    }

    /** The shift of each channel, once built with {@code center}. */
    public Weight beta() {
        return weight("beta");
    }

    /** The moving average of the means, once built. */
    public Weight movingMean() {
        return weight("moving_mean");
    }

    /** The moving average of the variances, once built. */
    public Weight movingVariance() {
        return weight("moving_variance");
    }

    @Override
    protected void build(Shape input) {
        BatchNormalizationOptions.checkAxis(this, axis.get(), input);
        Shape channels = Shape.of(input.dim(axis.get()));
        if (scale.get()) {
            add(
                    "gamma",
                    channels,
                    gammaInitializer.get(),
                    Parameter.Kind.TRAINABLE,
                    gammaRegularizer.get(),
                    gammaConstraint.get(),
                    false);
        }
        if (center.get()) {
            add(
                    "beta",
                    channels,
                    betaInitializer.get(),
                    Parameter.Kind.TRAINABLE,
                    betaRegularizer.get(),
                    betaConstraint.get(),
                    false);
        }
        statistic("moving_mean", channels, movingMeanInitializer.get());
        statistic("moving_variance", channels, movingVarianceInitializer.get());
        if (renorm.get()) {
            Initializer stddev = new RootOf(movingVarianceInitializer.get());
            statistic("moving_stddev", channels, stddev);
            statistic("renorm_mean", channels, movingMeanInitializer.get());
            statistic("renorm_stddev", channels, stddev);
        }
    }

    @Override
    protected void check(List<TensorType> inputs) {
        Checks.axis(
                "BatchNormalization",
                builtFor().getFirst().shape(),
                inputs.getFirst().shape(),
                axis.get());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = Ops.cast(inputs.only(), Moments.dtype(inputs.only().dtype()));
        Value weights = BatchNormalizationOptions.weights(this, context.mask(), x.shape());
        boolean byBatch = byBatch(context);
        boolean updates = context.training() && updates(context);
        BatchWatch watch = context.watch();
        if (!byBatch && !updates && watch == null) {
            return Ops.cast(byStored(x, context), policy().compute());
        }
        Statistics<Value> batch = Ops.moments(x, Along.others(x.shape(), axis.get()), weights, Weighting.SELECTED);
        Moving moving = new Moving(context, x, axis.get());
        Renorm correction =
                renorm.get() && context.training() ? Renorm.of(moving, batch, clipping(), epsilon.get()) : null;
        Value y = byBatch ? byBatch(x, batch, correction, context) : byStored(x, context);
        if (updates) {
            update(moving, batch, correction);
        }
        Value result = Ops.cast(y, policy().compute());
        if (watch != null) {
            Value selected = weights == null ? null : Ops.cast(weights, DType.BOOL);
            watch.normalized(this, context.path(), x, selected, result, batch, byBatch);
        }
        return result;
    }

    private boolean byBatch(Context context) {
        BatchWatch watch = context.watch();
        Boolean forced = watch == null ? null : watch.byBatch(this, context.path());
        if (forced != null) {
            return forced;
        }
        return context.training()
                && switch (context.freezing().switches(this).normalizeBy()) {
                    case AS_KERAS -> context.trainable();
                    case BATCH -> true;
                    case STORED -> false;
                };
    }

    private boolean updates(Context context) {
        Boolean set = context.freezing().switches(this).updateStatistics();
        return set == null ? context.trainable() : set;
    }

    private RenormClipping clipping() {
        RenormClipping limits = renormClipping.get();
        return limits == null ? RenormClipping.NONE : limits;
    }

    private Value byStored(Value x, Context context) {
        return Ops.normalize(
                x,
                spread(context.value("moving_mean"), x),
                spread(context.value("moving_variance"), x),
                gamma(x, context),
                beta(x, context),
                epsilon.get());
    }

    private Value byBatch(Value x, Statistics<Value> batch, @Nullable Renorm correction, Context context) {
        Value gamma = gamma(x, context);
        Value beta = beta(x, context);
        return Ops.normalize(
                x,
                batch.mean(),
                batch.variance(),
                correction == null ? gamma : correction.scale(gamma),
                correction == null ? beta : correction.offset(gamma, beta),
                epsilon.get());
    }

    private void update(Moving moving, Statistics<Value> batch, @Nullable Renorm correction) {
        if (correction == null) {
            moving.follow("moving_mean", batch.mean(), momentum.get());
            moving.follow("moving_variance", batch.variance(), momentum.get());
            return;
        }
        moving.follow("renorm_mean", batch.mean(), renormMomentum.get());
        moving.follow("renorm_stddev", correction.stddev(), renormMomentum.get());
        moving.follow("moving_mean", batch.mean(), momentum.get());
        Value stddev = moving.follow("moving_stddev", correction.stddev(), momentum.get());
        moving.set("moving_variance", Ops.relu(Ops.subtract(Ops.square(stddev), epsilon.get())));
    }

    private @Nullable Value gamma(Value x, Context context) {
        return scale.get() ? spread(context.value("gamma"), x) : null;
    }

    private @Nullable Value beta(Value x, Context context) {
        return center.get() ? spread(context.value("beta"), x) : null;
    }

    private Value spread(Value vector, Value x) {
        long[] dims = new long[x.shape().rank()];
        Arrays.fill(dims, 1);
        dims[x.shape().axis(axis.get())] = vector.shape().dim(0);
        return Ops.cast(Ops.reshape(vector, dims), x.dtype());
    }
}
