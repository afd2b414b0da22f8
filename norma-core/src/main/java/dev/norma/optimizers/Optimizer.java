package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moves parameters against their gradients. Its slots are state of the step, as weights are; they can be made before the
 * first trace, because files hold them.
 *
 * <p>One step, in Keras' order: gradients are clipped, weights decay, the rule of the class moves them, averages follow.
 * Constraints are the caller's. The learning rate is a float32 number; all arithmetic is in the parameters' element type.
 *
 * @param <O> the optimizer's own type, which its setters return
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract non-sealed class Optimizer<O extends Optimizer<O>> extends OptimizerOptions<O> {
    private final Owner owner = new Owner();
    private final List<Parameter> state = new ArrayList<>();
    private final Parameter iterations = own("iteration", TensorType.of(DType.INT32), 0);
    private @Nullable Parameter rate;
    private DType wide = DType.FLOAT32;
    private @Nullable List<Parameter> built;
    private Averages averages = Averages.NONE;
    private List<Parameter> accumulators = List.of();

    /** An optimizer with this learning rate unless set. */
    protected Optimizer(double presetRate, @Nullable Double presetDecay) {
        super(presetRate, presetDecay);
    }

    /** The rule: draws the new value of a parameter and of its slots. */
    protected abstract void move(Trace trace, Parameter parameter, Value gradient, Value rate);

    /** Makes the slots of the rule; nothing unless overridden. */
    protected void makeSlots(List<Parameter> parameters) {}

    // ---- state

    /** Makes the slots for these parameters, once. */
    public void build(List<Parameter> parameters) {
        if (built != null) {
            if (!built.equals(parameters)) {
                throw new Complaint(
                                "optimizer %s is built for other weights".formatted(className()),
                                "the %d weights it was built for".formatted(built.size()),
                                "%d weights".formatted(parameters.size()),
                                "make a new optimizer when the trained weights change")
                        .asState();
            }
            return;
        }
        fix();
        built = List.copyOf(parameters);
        wide = parameters.stream().anyMatch(p -> p.dtype() == DType.FLOAT64) ? DType.FLOAT64 : DType.FLOAT32;
        if (!(learningRate.get() instanceof Schedule)) {
            rate = own("learning_rate", TensorType.of(DType.FLOAT32), (Double) learningRate.get());
        }
        if (useEma.get()) {
            averages = new Averages(
                    List.copyOf(parameters),
                    slots(parameters, "average"),
                    emaMomentum.get(),
                    emaOverwriteFrequency.get());
        }
        if (gradientAccumulationSteps.get() != null) {
            accumulators = slots(parameters, "gradient_accumulator");
        }
        makeSlots(parameters);
    }

    @Override
    public final boolean isBuilt() {
        return built != null;
    }

    /** A slot of zeros for each parameter, of its type. */
    protected final List<Parameter> slots(List<Parameter> parameters, String name) {
        return parameters.stream()
                .map(parameter -> own(parameter.name() + "_" + name, parameter.type(), 0))
                .toList();
    }

    final Parameter own(String name, TensorType type, double initial) {
        Parameter slot = new Parameter(name, type, Parameter.Kind.HIDDEN, owner, () -> Tensor.fill(type, initial));
        state.add(slot);
        return slot;
    }

    /** Which of the parameters it was built for this is. */
    protected final int index(Parameter parameter) {
        return Objects.requireNonNull(built, "build comes first").indexOf(parameter);
    }

    /** How many steps were made. */
    public Parameter iterations() {
        return iterations;
    }

    /** The learning rate as state that may be set between steps; empty where a schedule gives it, or before the first step. */
    public Optional<Parameter> learningRate() {
        return Optional.ofNullable(rate);
    }

    /**
     * Sets how far steps go from now on, before the first of them as well as between two: what Keras' {@code
     * optimizer.learning_rate = rate} does.
     *
     * @throws IllegalStateException if a schedule gives the rate
     */
    public void setLearningRate(double next) {
        if (learningRate.get() instanceof Schedule schedule) {
            throw new Complaint(
                            "optimizer %s: its learning rate cannot be set".formatted(className()),
                            "a learning rate that is a number",
                            "the schedule " + schedule.className(),
                            "make the optimizer with a number: learningRate(0.01)")
                    .asState();
        }
        if (rate == null) {
            put(learningRate, next);
        } else {
            checkRate(next);
            rate.set(Tensor.fill(rate.type(), next));
        }
    }

    /** All its state in Keras' order: iterations, learning rate, slots. */
    public List<Parameter> state() {
        return List.copyOf(state);
    }

    /** The moving averages of the parameters, in their order; empty without {@code useEma}. */
    public List<Parameter> averages() {
        return averages.slots();
    }

    // ---- the step

    /**
     * The loss as gradients are to be taken of it: times the loss scale, if there is one, so that small gradients are not
     * lost in 16 bits. {@link #apply} divides the gradients again. Comes after {@link #build}.
     */
    public Value scaleLoss(Trace trace, Value loss) {
        Double factor = lossScaleFactor.get();
        return factor == null ? loss : Ops.multiply(loss, factor);
    }

    /** Whether the loss is scaled by a factor that stays. */
    public final boolean scalesLoss() {
        return lossScaleFactor.get() != null;
    }

    /**
     * Draws one step.
     *
     * @return whether it is made, a boolean, where this depends on the gradients; empty where it always is
     */
    public Optional<Value> apply(Trace trace, List<Parameter> parameters, List<Value> gradients) {
        Value step = step(trace);
        Value now = learningRate.get() instanceof Schedule schedule
                ? Ops.cast(schedule.at(Ops.cast(step, wide)), DType.FLOAT32)
                : trace.value(Objects.requireNonNull(rate, "build comes first"));
        Integer every = gradientAccumulationSteps.get();
        Double scale = lossScaleFactor.get();
        List<Value> own = scale == null
                ? gradients
                : gradients.stream()
                        .map(gradient -> Ops.divide(gradient, scale))
                        .toList();
        if (every == null) {
            moveAll(trace, parameters, own, now);
        } else {
            Accumulation.apply(
                    trace,
                    accumulators,
                    state,
                    parameters,
                    own,
                    trace.value(iterations),
                    every,
                    all -> moveAll(trace, parameters, all, now));
        }
        averages.draw(trace, step);
        trace.update(iterations, Ops.add(trace.value(iterations), 1));
        return Optional.empty();
    }

    /** How many steps moved the parameters before this one: gradients that are only accumulated do not count. */
    protected final Value step(Trace trace) {
        Integer every = gradientAccumulationSteps.get();
        Value calls = trace.value(iterations);
        return every == null ? calls : Ops.floorDivide(calls, every);
    }

    private void moveAll(Trace trace, List<Parameter> parameters, List<Value> gradients, Value now) {
        List<Value> clipped = Clipping.clip(gradients, clipnorm.get(), globalClipnorm.get(), clipvalue.get());
        Double decay = weightDecay.get();
        if (decay != null) {
            decaying.draw(trace, parameters, decay, now);
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            move(trace, parameter, Ops.cast(clipped.get(i), parameter.dtype()), Ops.cast(now, parameter.dtype()));
        }
    }

    /** Puts the averages in place of the parameters, as Keras does at the end of {@code fit}; nothing without averages. */
    public void finish() {
        averages.takeOver();
    }
}
