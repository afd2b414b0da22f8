package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Configurable;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.config.Options;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Complaint;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is set on all optimizers.
 *
 * @param <O> the optimizer's own type, which its setters return
 */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract sealed class OptimizerOptions<O extends Optimizer<O>> implements Configurable permits Optimizer {
    private final Options options = new Options(() -> "optimizer " + className());
    final Option<Object> learningRate;
    final Option<@Nullable Double> weightDecay;
    final Option<@Nullable Double> clipnorm = options.optional("clipnorm", OptionType.NUMBER, Check.positive());
    final Option<@Nullable Double> globalClipnorm =
            options.optional("globalClipnorm", OptionType.NUMBER, Check.positive());
    final Option<@Nullable Double> clipvalue = options.optional("clipvalue", OptionType.NUMBER, Check.positive());
    final Option<Boolean> useEma = options.option("useEma", false);
    final Option<Double> emaMomentum = options.option("emaMomentum", 0.99, Check.between(0, 1));
    final Option<@Nullable Integer> emaOverwriteFrequency =
            options.optional("emaOverwriteFrequency", OptionType.INTEGER, Check.positive());
    final Option<@Nullable Double> lossScaleFactor =
            options.optional("lossScaleFactor", OptionType.NUMBER, Check.positive());
    final Option<@Nullable Integer> gradientAccumulationSteps =
            options.optional("gradientAccumulationSteps", OptionType.INTEGER, Check.positive());
    final WeightDecay decaying = new WeightDecay();

    OptimizerOptions(double presetRate, @Nullable Double presetDecay) {
        this.learningRate = options.declare("learningRate", Schedules.RATE, presetRate, Schedules.LEGAL);
        this.weightDecay = presetDecay == null
                ? options.optional("weightDecay", OptionType.NUMBER, Check.notNegative())
                : options.optional("weightDecay", OptionType.NUMBER, presetDecay, Check.notNegative());
        options.rule(this::refuseTwoClippings);
    }

    private void refuseTwoClippings() {
        List<String> given = Stream.of(clipnorm, globalClipnorm, clipvalue)
                .filter(option -> option.get() != null)
                .map(Option::name)
                .toList();
        if (given.size() > 1) {
            throw new Complaint(
                            "optimizer %s can clip gradients in one way".formatted(className()),
                            "one of clipnorm, globalClipnorm and clipvalue",
                            String.join(" and ", given),
                            "set one of them")
                    .asArgument();
        }
    }

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

    /** Leaves these weights out of the weight decay; before the first step. */
    public final O excludeFromWeightDecay(Parameter... weights) {
        refuseExclusion();
        decaying.exclude(List.of(weights));
        return self();
    }

    /**
     * Leaves those weights out of the weight decay in whose own names one of these regular expressions is found, for example
     * {@code "bias"}; before the first step.
     */
    public final O excludeFromWeightDecay(String... names) {
        refuseExclusion();
        decaying.excludeNames(List.of(names));
        return self();
    }

    void refuseExclusion() {
        if (isBuilt()) {
            throw new Complaint(
                            "optimizer %s: weights cannot be left out of the weight decay any more"
                                    .formatted(className()),
                            "excludeFromWeightDecay(...) before the first step",
                            "it after that",
                            "say it where the optimizer is made")
                    .asState();
        }
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

    /** From now on nothing can be set. */
    final void fix() {
        options.fix();
    }

    /** Refuses a number that is no learning rate. */
    final void checkRate(double next) {
        options.check(learningRate, next);
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

    /** Whether the slots are made. */
    public abstract boolean isBuilt();
}
