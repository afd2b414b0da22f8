package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.config.OptionType;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In training, elements are set to 0 at random and the others scaled up so that sums stay; in inference nothing happens.
 *
 * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. (2014), Dropout</a>
 */
public final class Dropout extends Configured<Dropout> {
    private final Option<Double> rate = options().required("rate", OptionType.NUMBER, Check.between(0, 1));
    private final Option<@Nullable Integer> seed = options().optional("seed", OptionType.INTEGER, Check.any());
    private final Option<@Nullable List<Integer>> noiseShape =
            options().optional("noiseShape", OptionType.SIZES, Check.any());

    /** A layer to be configured. */
    public Dropout() {}

    /** The share of elements that become 0: from 0 to 1. */
    public Dropout(double rate) {
        set(this.rate, rate);
    }

    /** Sets what the draws follow from, whatever the model's seed. */
    public Dropout seed(int own) {
        return set(seed, own);
    }

    /** Sets the shape of the draws, which broadcasts to the input; -1 stands for the input's size. */
    public Dropout noiseShape(Integer... shape) {
        return set(noiseShape, List.of(shape));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected long randomSeed() {
        Integer own = seed.get();
        return own == null ? super.randomSeed() : own;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        Value x = inputs.only();
        if (!context.training() || rate.get() == 0) {
            return x;
        }
        if (rate.get() == 1) {
            return Ops.zerosLike(x);
        }
        return Ops.dropout(x, rate.get(), context.randomKey(), 0, noise(x));
    }

    private Value noise(Value x) {
        List<Integer> shape = noiseShape.get();
        if (shape == null) {
            return x;
        }
        Value noise = x;
        for (int axis = 0; axis < shape.size(); axis++) {
            if (shape.get(axis) == 1) {
                noise = Ops.slice(noise, axis, 0, 1);
            }
        }
        return noise;
    }
}
