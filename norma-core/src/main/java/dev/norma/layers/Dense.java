package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;

/**
 * Each output is a weighted sum of all inputs.
 *
 * <pre>
 *   result = activation(x kernel + bias)
 *
 *   x        [*, features]       * is any number of leading axes
 *   kernel   [features, units]   trained
 *   bias     [units]             trained, unless useBias is off
 *   result   [*, units]
 * </pre>
 */
public final class Dense extends Kerneled<Dense> {
    private final Option<Integer> units = options().required("units", OptionType.INTEGER, Check.positive());

    /** A layer to be configured. */
    public Dense() {
        super("kernel");
    }

    /** So many outputs. */
    public Dense(int units) {
        this();
        set(this.units, units);
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() < 2) {
            throw new ShapeException(
                    "Dense needs features", "rank 2 or more", input.toString(), "give it [batch, features]");
        }
        makeWeights(Shape.of(input.dim(-1), units.get()), units.get());
    }

    @Override
    protected void check(List<TensorType> inputs) {
        Checks.axis("Dense", builtFor().getFirst().shape(), inputs.getFirst().shape(), -1);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        return finish(Ops.matMul(inputs.only(), context.value("kernel")), -1, context);
    }
}
