package dev.norma.ops;

import dev.norma.graph.Distribution;
import dev.norma.graph.Random;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Operand;

/**
 * Random numbers. They depend on seed, step, stream and position only, and so are the same for any number of threads.
 */
abstract sealed class NeuralOps extends LossOps permits ControlOps {
    /**
     * Random numbers, evenly from 0 to 1, 1 left out.
     *
     * @param key int32 [2]: seed and step
     * @param stream tells the draws of one step apart
     * @param like gives the result's shape and element type
     */
    public static <T extends Operand<T>> T uniform(T key, int stream, T like) {
        return Emit.one(key, like, (of, shape) -> new Random(Distribution.UNIFORM, of, stream, shape));
    }

    /**
     * Random numbers with mean 0 and variance 1, normally distributed.
     *
     * @param key int32 [2]: seed and step
     * @param stream tells the draws of one step apart
     * @param like gives the result's shape and element type
     */
    public static <T extends Operand<T>> T normal(T key, int stream, T like) {
        return Emit.one(key, like, (of, shape) -> new Random(Distribution.NORMAL, of, stream, shape));
    }

    /**
     * Elements set to 0 at random; the others divided by {@code 1 - rate}, so that the mean stays.
     *
     * @param rate the share that is set to 0, from 0 to below 1
     * @param key int32 [2]: seed and step
     * @param stream tells the draws of one step apart
     */
    public static <T extends Operand<T>> T dropout(T x, double rate, T key, int stream) {
        return dropout(x, rate, key, stream, x);
    }

    /**
     * Elements set to 0 at random, together along the axes on which the noise has size 1.
     *
     * @param noise gives the shape of the draws, which broadcasts to x
     */
    public static <T extends Operand<T>> T dropout(T x, double rate, T key, int stream, T noise) {
        if (!(rate >= 0 && rate < 1)) {
            throw new Complaint("dropout needs a share", "0 <= rate < 1", Double.toString(rate), "give a rate below 1")
                    .asArgument();
        }
        if (rate == 0) {
            return x;
        }
        T like = noise.dtype() == DType.FLOAT64 ? noise : cast(noise, DType.FLOAT32);
        T kept = greaterEqual(uniform(key, stream, like), rate);
        return where(kept, multiply(x, 1 / (1 - rate)), 0);
    }
}
