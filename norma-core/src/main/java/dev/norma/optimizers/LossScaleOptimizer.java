package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.Options;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies the loss, so that gradients are not lost in float16, and divides the gradients again before another
 * optimizer moves the weights.
 *
 * <pre>
 *   all gradients finite     the inner optimizer steps; after dynamicGrowthSteps such steps in a row, scale = 2 scale
 *   one that is not          nothing moves;  scale = scale / 2
 * </pre>
 *
 * <p>{@code compile} puts it around the optimizer where a layer computes by the policy mixed_float16. Everything else is
 * set on the inner optimizer.
 */
public final class LossScaleOptimizer extends Optimizer<LossScaleOptimizer> {
    private final Options settings = new Options(() -> "optimizer LossScaleOptimizer");
    private final Option<Optimizer<?>> innerOptimizer = settings.required(
            "innerOptimizer",
            Optimizers.TYPE,
            new Check<>("an optimizer without a lossScaleFactor", inner -> !inner.scalesLoss()));
    private final Option<Double> initialScale = settings.option("initialScale", 32768.0, Check.positive());
    private final Option<Integer> dynamicGrowthSteps = settings.integer("dynamicGrowthSteps", 2000, Check.positive());
    private @Nullable Parameter counter;
    private @Nullable Parameter scale;

    /** To be configured. */
    public LossScaleOptimizer() {
        super(0, null);
    }

    /** Around this optimizer. */
    public LossScaleOptimizer(Optimizer<?> inner) {
        this();
        settings.set(innerOptimizer, inner);
    }

    /** Sets the scale of the first step: 32768 unless set. */
    public LossScaleOptimizer initialScale(double first) {
        settings.set(initialScale, first);
        return this;
    }

    /** Sets after how many steps with finite gradients the scale doubles: 2000 unless set. */
    public LossScaleOptimizer dynamicGrowthSteps(int steps) {
        settings.set(dynamicGrowthSteps, steps);
        return this;
    }

    /** The optimizer that moves the weights. */
    public Optimizer<?> inner() {
        return innerOptimizer.get();
    }

    /** By what the loss is multiplied now: state; empty before the first step. */
    public Optional<Parameter> scale() {
        return Optional.ofNullable(scale);
    }

    @Override
    public Options options() {
        return settings;
    }

    @Override
    <T extends @Nullable Object> void put(Option<T> option, T value) {
        throw ofTheInner(option.name(), String.valueOf(value));
    }

    @Override
    void refuseExclusion() {
        throw ofTheInner("excludeFromWeightDecay", "...");
    }

    private static IllegalArgumentException ofTheInner(String setting, String value) {
        return new Complaint(
                        "LossScaleOptimizer has no %s of its own".formatted(setting),
                        "settings of the inner optimizer",
                        "%s(%s) of LossScaleOptimizer".formatted(setting, value),
                        "set it on the inner optimizer, before it is wrapped")
                .asArgument();
    }

    @Override
    public void build(List<Parameter> parameters) {
        settings.fix();
        super.build(parameters);
        inner().build(parameters);
    }

    @Override
    protected void makeSlots(List<Parameter> parameters) {
        counter = own("step_counter", TensorType.of(DType.INT32), 0);
        scale = own("dynamic_scale", TensorType.of(DType.FLOAT32), initialScale.get());
    }

    @Override
    public Parameter iterations() {
        return innerOptimizer.isGiven() ? inner().iterations() : super.iterations();
    }

    @Override
    public Optional<Parameter> learningRate() {
        return inner().learningRate();
    }

    @Override
    public void setLearningRate(double next) {
        inner().setLearningRate(next);
    }

    @Override
    public List<Parameter> state() {
        List<Parameter> all = new ArrayList<>(super.state());
        all.addAll(inner().state());
        return List.copyOf(all);
    }

    @Override
    public List<Parameter> averages() {
        return inner().averages();
    }

    @Override
    public void finish() {
        inner().finish();
    }

    @Override
    protected void move(Trace trace, Parameter parameter, Value gradient, Value rate) {
        throw new AssertionError("the inner optimizer moves " + parameter);
    }

    @Override
    public Value scaleLoss(Trace trace, Value loss) {
        return Ops.multiply(loss, Ops.cast(scale(trace), loss.dtype()));
    }

    @Override
    public Optional<Value> apply(Trace trace, List<Parameter> parameters, List<Value> gradients) {
        Value factor = scale(trace);
        Value finite = gradients.stream()
                .map(gradient -> Ops.all(Ops.isfinite(gradient)))
                .reduce(Ops::logicalAnd)
                .orElseGet(() -> Ops.isfinite(factor));
        List<Parameter> touched = new ArrayList<>(parameters);
        touched.addAll(inner().state());
        Conditionally.update(trace, finite, touched, () -> {
            List<Value> own = gradients.stream()
                    .map(gradient -> Ops.divide(gradient, Ops.cast(factor, gradient.dtype())))
                    .toList();
            inner().apply(trace, parameters, own);
        });
        follow(trace, finite, factor);
        return Optional.of(finite);
    }

    private void follow(Trace trace, Value finite, Value factor) {
        Parameter steps = Objects.requireNonNull(counter, "build comes first");
        Value next = Ops.add(trace.value(steps), 1);
        Value grown = Ops.equal(next, dynamicGrowthSteps.get());
        trace.update(steps, Ops.where(Ops.logicalAnd(finite, Ops.logicalNot(grown)), next, 0));
        Value larger = Ops.where(grown, Ops.multiply(factor, 2), factor);
        trace.update(Objects.requireNonNull(scale), Ops.where(finite, larger, Ops.multiply(factor, 0.5)));
    }

    private Value scale(Trace trace) {
        return trace.value(Objects.requireNonNull(scale, "build comes first"));
    }
}
