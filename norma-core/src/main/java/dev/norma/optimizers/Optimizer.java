package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Configurable;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.config.Options;
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
 * Constraints are the caller's. All arithmetic, the learning rate included, is in the parameters' element type.
 *
 * @param <O> the optimizer's own type, which its setters return
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Optimizer<O extends Optimizer<O>> implements Configurable {
    private final Options options = new Options(() -> "optimizer " + className());
    private final Option<Object> learningRate;
    private final Option<@Nullable Double> weightDecay;
    private final Option<@Nullable Double> clipnorm = options.optional("clipnorm", OptionType.NUMBER, Check.positive());
    private final Option<@Nullable Double> globalClipnorm =
            options.optional("globalClipnorm", OptionType.NUMBER, Check.positive());
    private final Option<@Nullable Double> clipvalue =
            options.optional("clipvalue", OptionType.NUMBER, Check.positive());
    private final Option<Boolean> useEma = options.option("useEma", false);
    private final Option<Double> emaMomentum = options.option("emaMomentum", 0.99, Check.between(0, 1));
    private final Option<@Nullable Integer> emaOverwriteFrequency =
            options.optional("emaOverwriteFrequency", OptionType.INTEGER, Check.positive());
    private final Option<@Nullable Double> lossScaleFactor =
            options.optional("lossScaleFactor", OptionType.NUMBER, Check.positive());
    private final Option<@Nullable Integer> gradientAccumulationSteps =
            options.optional("gradientAccumulationSteps", OptionType.INTEGER, Check.positive());

    private final Owner owner = new Owner();
    private final List<Parameter> state = new ArrayList<>();
    private final Parameter iterations = own("iteration", TensorType.of(DType.INT32), 0);
    private @Nullable Parameter rate;
    private DType wide = DType.FLOAT32;
    private List<Parameter> built = List.of();
    private List<Parameter> averages = List.of();
    private List<Parameter> accumulators = List.of();

    /** An optimizer with this learning rate unless set. */
    protected Optimizer(double presetRate, @Nullable Double presetDecay) {
        this.learningRate = options.declare("learningRate", Schedules.RATE, presetRate, Check.any());
        this.weightDecay = presetDecay == null
                ? options.optional("weightDecay", OptionType.NUMBER, Check.notNegative())
                : options.optional("weightDecay", OptionType.NUMBER, presetDecay, Check.notNegative());
    }

    /** The rule: draws the new value of a parameter and of its slots. */
    protected abstract void move(Trace trace, Parameter parameter, Value gradient, Value rate);

    /** Makes the slots of the rule; nothing unless overridden. */
    protected void makeSlots(List<Parameter> parameters) {}

    // ---- options

    /** Sets how far a step goes. */
    public final O learningRate(double rate) {
        put(learningRate, rate);
        return self();
    }

    /** Sets how far a step goes, as it changes from step to step. */
    public final O learningRate(Schedule schedule) {
        put(learningRate, schedule);
        return self();
    }

    /** Takes this part of each weight off, times the learning rate, at each step. */
    public final O weightDecay(double part) {
        put(weightDecay, part);
        return self();
    }

    /** Scales the gradient of each parameter down to this Euclidean norm. */
    public final O clipnorm(double norm) {
        put(clipnorm, norm);
        return self();
    }

    /** Scales all gradients down so that together they have this Euclidean norm. */
    public final O globalClipnorm(double norm) {
        put(globalClipnorm, norm);
        return self();
    }

    /** Clips each element of the gradients to this magnitude. */
    public final O clipvalue(double value) {
        put(clipvalue, value);
        return self();
    }

    /** Keeps a moving average of each parameter. */
    public final O useEma(boolean use) {
        put(useEma, use);
        return self();
    }

    /** How much of the old average stays at each step: 0.99 unless set. */
    public final O emaMomentum(double momentum) {
        put(emaMomentum, momentum);
        return self();
    }

    /** After how many steps the averages replace the parameters; never unless set. */
    public final O emaOverwriteFrequency(int steps) {
        put(emaOverwriteFrequency, steps);
        return self();
    }

    /** By what the loss is multiplied before gradients are taken, and they are divided after: 1 unless set. */
    public final O lossScaleFactor(double factor) {
        put(lossScaleFactor, factor);
        return self();
    }

    /** Over how many steps gradients are averaged before the parameters move. */
    public final O gradientAccumulationSteps(int steps) {
        put(gradientAccumulationSteps, steps);
        return self();
    }

    <T extends @Nullable Object> void put(Option<T> option, T value) {
        options.set(option, value);
    }

    @Override
    public Options options() {
        return options;
    }

    /** This optimizer as its own type. */
    @SuppressWarnings("unchecked")
    protected final O self() {
        return (O) this;
    }

    // ---- state

    /** Makes the slots for these parameters, once. */
    public void build(List<Parameter> parameters) {
        if (!built.isEmpty()) {
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
        options.fix();
        built = List.copyOf(parameters);
        wide = parameters.stream().anyMatch(p -> p.dtype() == DType.FLOAT64) ? DType.FLOAT64 : DType.FLOAT32;
        if (!(learningRate.get() instanceof Schedule)) {
            rate = own("learning_rate", TensorType.of(wide), (Double) learningRate.get());
        }
        if (useEma.get()) {
            averages = slots(parameters, "average");
        }
        if (gradientAccumulationSteps.get() != null) {
            accumulators = slots(parameters, "gradient_accumulator");
        }
        makeSlots(parameters);
    }

    /** Whether the slots are made. */
    public final boolean isBuilt() {
        return !built.isEmpty();
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
        return built.indexOf(parameter);
    }

    /** How many steps were made. */
    public Parameter iterations() {
        return iterations;
    }

    /** The learning rate as state that may be set between steps; empty where a schedule gives it, or before the first step. */
    public Optional<Parameter> learningRate() {
        return Optional.ofNullable(rate);
    }

    /** All its state in Keras' order: iterations, learning rate, slots. */
    public List<Parameter> state() {
        return List.copyOf(state);
    }

    /** The moving averages of the parameters, in their order; empty without {@code useEma}. */
    public List<Parameter> averages() {
        return averages;
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
                ? schedule.at(Ops.cast(step, wide))
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
        if (useEma.get()) {
            average(trace, parameters, step);
        }
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
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value inType = Ops.cast(now, parameter.dtype());
            if (decay != null) {
                Value value = trace.value(parameter);
                trace.update(parameter, Ops.subtract(value, Ops.multiply(Ops.multiply(value, decay), inType)));
            }
        }
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            move(trace, parameter, Ops.cast(clipped.get(i), parameter.dtype()), Ops.cast(now, parameter.dtype()));
        }
    }

    private void average(Trace trace, List<Parameter> parameters, Value step) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Value value = trace.value(parameter);
            Value later = Ops.cast(Ops.notEqual(step, 0), parameter.dtype());
            Value momentum = Ops.multiply(later, emaMomentum.get());
            Value old = trace.value(averages.get(i));
            Value next = Ops.add(Ops.multiply(momentum, old), Ops.multiply(Ops.subtract(1, momentum), value));
            trace.update(averages.get(i), next);
            Integer frequency = emaOverwriteFrequency.get();
            if (frequency != null) {
                Value due = Ops.equal(Ops.mod(Ops.add(step, 1), frequency), 0);
                trace.update(parameter, Ops.where(due, next, value));
            }
        }
    }

    /** Puts the averages in place of the parameters, as Keras does at the end of {@code fit}; nothing without averages. */
    public void finish() {
        for (int i = 0; i < averages.size(); i++) {
            built.get(i).set(averages.get(i).value());
        }
    }
}
