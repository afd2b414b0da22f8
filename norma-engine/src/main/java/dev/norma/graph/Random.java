package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Random numbers that depend only on seed, stream, step and the element's position: the same for any thread count.
 *
 * <p>Element i is word {@code i % 4} of Philox4x32-10 with key (seed, stream) and counter (i / 4 low, i / 4 high, step, 0).
 *
 * @param key int32 [2]: seed and step
 * @param stream tells the draws of one step apart
 * @param like gives the result's type and shape only
 * @see <a href="https://doi.org/10.1145/2063384.2063405">Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3</a>
 */
public record Random(Distribution distribution, Value key, int stream, Value like) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(key, like);
    }

    @Override
    public List<TensorType> inferTypes() {
        Checks.dtype("random", "key", key, DType.INT32);
        return List.of(like.type());
    }

    @Override
    public Random map(UnaryOperator<Value> to) {
        return new Random(distribution, to.apply(key), stream, to.apply(like));
    }
}
