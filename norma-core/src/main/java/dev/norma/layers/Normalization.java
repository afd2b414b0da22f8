package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.initializers.Ones;
import dev.norma.initializers.Zeros;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings features to mean 0 and variance 1 by numbers that are given, or learned from data before training by {@link
 * #adapt}.
 *
 * <pre>
 *   result = (x - mean) / max(sqrt(variance), 1e-7)        invert: x * max(sqrt(variance), 1e-7) + mean
 * </pre>
 */
public final class Normalization extends Configured<Normalization> {
    private static final double FUZZ = 1e-7;

    private final Option<@Nullable List<Integer>> axis =
            options().optional("axis", OptionType.INTEGERS, List.of(-1), Check.any());
    private final Option<@Nullable List<Double>> mean = options().optional("mean", Numbers.TYPE, Check.any());
    private final Option<@Nullable List<Double>> variance = options().optional("variance", Numbers.TYPE, Check.any());
    private final Option<Boolean> invert = option("invert", false);

    /** Sets which axes have a mean of their own for each position: the last unless set; none for one mean of all. */
    public Normalization axis(Integer... axes) {
        return set(axis, List.of(axes));
    }

    /** Sets the means: one, or one for each position of the axes. */
    public Normalization mean(Double... means) {
        return set(mean, List.of(means));
    }

    /** Sets the variances: one, or one for each position of the axes. */
    public Normalization variance(Double... variances) {
        return set(variance, List.of(variances));
    }

    /** Sets whether the layer undoes what it else does: no unless set. */
    public Normalization invert(boolean undo) {
        return set(invert, undo);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void build(Shape input) {
        if ((mean.get() == null) != (variance.get() == null)) {
            throw new Complaint(
                            this + " needs both mean and variance, or neither",
                            "mean and variance",
                            mean.get() == null ? "variance alone" : "mean alone",
                            "set both, or call adapt(data)")
                    .asArgument();
        }
        if (mean.get() == null) {
            Shape kept = kept(input);
            statistic("mean", kept, new Zeros());
            statistic("variance", kept, new Ones());
            counter("count"); // Keras has it, always 0: files hold it
        }
    }

    private List<Integer> keptAxes(Shape input) {
        List<Integer> axes = axis.get();
        return axes == null
                ? List.of()
                : axes.stream().map(input::axis).sorted().toList();
    }

    private Shape kept(Shape input) {
        return Shape.of(keptAxes(input).stream().mapToLong(input::dim).toArray());
    }

    /** The shape of the input with size 1 where means are shared. */
    private Shape broadcast(Shape input) {
        List<Integer> kept = keptAxes(input);
        return Shape.of(IntStream.range(0, input.rank())
                .mapToLong(i -> kept.contains(i) ? input.dim(i) : 1)
                .toArray());
    }

    /** Learns means and variances (divided by the number of rows) from data. */
    public Normalization adapt(Tensor data) {
        ensureBuilt(List.of(data.type().withDType(policy().compute())));
        if (mean.get() != null) {
            throw new Complaint(
                            this + " has its mean already",
                            "no mean set",
                            "mean and variance set",
                            "drop one of the two")
                    .asState();
        }
        List<Integer> kept = keptAxes(data.shape());
        List<Integer> reduced = IntStream.range(0, data.rank())
                .filter(i -> !kept.contains(i))
                .boxed()
                .toList();
        Statistics<Tensor> statistics = Ops.moments(data.cast(DType.FLOAT64), reduced, null, Weighting.SELECTED);
        weight("mean").set(statistics.mean().reshape(kept(data.shape())));
        weight("variance").set(statistics.variance().reshape(kept(data.shape())));
        return this;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = Ops.cast(inputs.only(), policy().compute());
        Value centre = statistic("mean", mean.get(), x, context);
        Value spread = Ops.maximum(Ops.sqrt(statistic("variance", variance.get(), x, context)), FUZZ);
        return invert.get() ? Ops.add(centre, Ops.multiply(x, spread)) : Ops.divide(Ops.subtract(x, centre), spread);
    }

    private Value statistic(String name, @Nullable List<Double> given, Value x, Context context) {
        Shape target = broadcast(x.shape());
        if (given == null) {
            return Ops.cast(Ops.reshape(context.value(name), target), x.dtype());
        }
        Value numbers = Numbers.vector(given, x.dtype());
        return given.size() == 1 ? numbers : Ops.reshape(numbers, target);
    }
}
