package dev.norma.metrics;

import dev.norma.config.Check;
import dev.norma.config.Configurable;
import dev.norma.config.KerasNames;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.config.Options;
import dev.norma.graph.Value;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A number gathered over batches. Its accumulators are state of the step, as weights are; nothing leaves the program. */
@SuppressWarnings("this-escape") // the name is asked for later, when the object is whole
public abstract class Metric implements Configurable {
    private final Options options = new Options(() -> "metric " + className());
    private final Option<@Nullable String> name = options.optional("name", OptionType.TEXT, Check.any());
    private final Option<String> dtype = options.option("dtype", "float32", Check.oneOf("float32", "float64"));
    private final Owner owner = new Owner();
    private final List<Parameter> state = new ArrayList<>();

    @Override
    public final Options options() {
        return options;
    }

    /** Sets what logs and histories call it. */
    public final Metric name(String other) {
        options.set(name, other);
        return this;
    }

    /** What logs and histories call it: the name that was set, else its class in snake_case. */
    public String name() {
        String given = name.get();
        return given != null ? given : KerasNames.snakeCase(className());
    }

    /** Sets in which type it gathers: float32 or float64. */
    public final Metric dtype(DType type) {
        options.set(dtype, type.toString());
        return this;
    }

    /** In which type it gathers: {@code "float32"} unless set. */
    protected final DType dtype() {
        return DType.named(dtype.get());
    }

    /** Makes an accumulator that begins, and begins again, with 0. */
    protected final Parameter accumulator(String accumulator, long... dims) {
        options.fix();
        TensorType type = TensorType.of(dtype(), dims);
        Parameter made = new Parameter(accumulator, type, Parameter.Kind.HIDDEN, owner, () -> Tensor.fill(type, 0));
        state.add(made);
        return made;
    }

    /**
     * Draws what a batch adds.
     *
     * @param sampleWeight null for 1
     */
    public abstract void update(Trace trace, Value yTrue, Value yPred, @Nullable Value sampleWeight);

    /** Draws the number over all batches so far, a float32 scalar. */
    public abstract Value result(Trace trace);

    /** Which way it goes as training gets better: what {@code mode("auto")} of callbacks follows; empty unless overridden. */
    public Optional<Direction> direction() {
        return Optional.empty();
    }

    /** Its accumulators. */
    public final List<Parameter> state() {
        return List.copyOf(state);
    }

    /** Begins again. */
    public final void reset() {
        state.forEach(parameter -> parameter.set(Tensor.fill(parameter.type(), 0)));
    }
}
