package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.constraints.Constraint;
import dev.norma.graph.Value;
import dev.norma.initializers.Initializer;
import dev.norma.regularizers.Regularizer;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * mask (of x's shape without the last axis, sizes of 1 stretch) takes positions out of the statistics, not out of the
 * result; its shape is checked whatever the semantics. Momentum is the share of the old average that stays: PyTorch's 0.1 is
 * 0.9 here.
 *
 * <p>Keras differs in two points on purpose: an empty batch changes nothing here, where there it makes no numbers of the
 * stored statistics; and a training mode that is said to one layer does not reach those behind it.
 *
 * <p>All this is Keras 3's. {@link #semantics(Semantics)} chooses the layers before it, which have more options and train
 * differently. Three switches uncouple what freezing does: {@link #trainAffine}, {@link #updateStatistics} and {@link
 * #normalizeBy}.
 *
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy (2015), Batch normalization</a>
 * @see <a href="https://arxiv.org/abs/1702.03275">Ioffe (2017), Batch renormalization</a>
 */
public final class BatchNormalization extends LegacyBatchOptions {
    private final Option<@Nullable Boolean> trainAffine = options()
            .optional("trainAffine", OptionType.BOOLEAN, Check.any())
            .changeable()
            .unknownToKeras();
    private final Option<@Nullable Boolean> updateStatistics = options()
            .optional("updateStatistics", OptionType.BOOLEAN, Check.any())
            .changeable()
            .unknownToKeras();
    private final Option<NormalizeBy> normalizeBy = options()
            .declare("normalizeBy", NormalizeBy.TYPE, NormalizeBy.AS_KERAS, Check.any())
            .changeable()
            .unknownToKeras();
    private @Nullable Channels channels;
    private boolean isFused;

    /** A layer with Keras 3's defaults. */
    public BatchNormalization() {}

    /**
     * The layer of a configuration that tf_keras (Keras 2) wrote, with its semantics.
     *
     * @throws IllegalArgumentException if a key is unknown or a value is not legal
     */
    public static BatchNormalization ofTfKeras(Map<String, ? extends @Nullable Object> config) {
        BatchNormalization layer = new BatchNormalization();
        layer.configure(LegacyConfig.read(config));
        return layer;
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

    /** Whether the layer counts as fused; null where that follows from an input that is not known yet. */
    public @Nullable Boolean fused() {
        return isBuilt() ? Boolean.valueOf(isFused) : fusing().beforeBuild();
    }

    @Override
    protected void build(Shape input) {
        GhostRules.check(this, input);
        Channels made = new Channels(input, axis.get().in(this, input));
        channels = made;
        isFused = !made.axes().isEmpty() && fusing().decide(input, made.axes().getFirst());
        if (scale.get()) {
            trained("gamma", gammaInitializer.get(), gammaRegularizer.get(), gammaConstraint.get());
        }
        if (center.get()) {
            trained("beta", betaInitializer.get(), betaRegularizer.get(), betaConstraint.get());
        }
        kept("moving_mean", movingMeanInitializer.get());
        kept("moving_variance", movingVarianceInitializer.get());
        if (renorm.get()) {
            Initializer stddev = new RootOf(movingVarianceInitializer.get());
            kept("moving_stddev", stddev);
            kept("renorm_mean", movingMeanInitializer.get());
            kept("renorm_stddev", stddev);
        }
    }

    private void trained(
            String name, Initializer initializer, @Nullable Regularizer regularizer, @Nullable Constraint constraint) {
        add(name, weightType(), initializer, Parameter.Kind.TRAINABLE, regularizer, constraint, false);
    }

    private void kept(String name, Initializer initializer) {
        add(name, weightType(), initializer, Parameter.Kind.NON_TRAINABLE, null, null, false);
    }

    private TensorType weightType() {
        return new TensorType(semantics().variables(policy()), channels().weights(virtualBatchSize.get() != null));
    }

    @Override
    protected void check(List<TensorType> inputs) {
        Shape built = builtFor().getFirst().shape();
        Shape given = inputs.getFirst().shape();
        axes().forEach(channel -> Checks.axis("BatchNormalization", built, given, channel));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected boolean penalizesFrozen() {
        return semantics().isLegacy();
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        return new BatchCall(this, inputs.only(), context).draw();
    }

    @Override
    protected String whyThatMany(int given) {
        return WeightCount.explain(given, scale.get(), center.get(), renorm());
    }

    Channels channels() {
        return Objects.requireNonNull(channels);
    }

    boolean isFused() {
        return isFused;
    }
}
