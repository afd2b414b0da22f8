package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows or columns that are orthogonal and of length {@code gain}: the orthogonal factor of a random matrix.
 *
 * @see <a href="https://arxiv.org/abs/1312.6120">Saxe, McClelland and Ganguli (2013), Exact solutions to the nonlinear
 *     dynamics of learning in deep linear neural networks</a>
 */
public final class Orthogonal extends RandomInitializer<Orthogonal> {
    private final Option<Double> gain = options().option("gain", 1.0, Check.any());

    /** Sets the factor: 1 unless set. */
    public Orthogonal gain(double factor) {
        options().set(gain, factor);
        return this;
    }

    @Override
    Tensor drawFrom(TensorType type, long seed) {
        Shape shape = type.shape();
        if (shape.rank() < 2) {
            throw new ShapeException(
                    "Orthogonal draws matrices", "rank 2 or more", shape.toString(), "use another initializer");
        }
        int columns = (int) shape.dim(-1);
        int rows = (int) (shape.size() / Math.max(1, columns));
        boolean wide = rows < columns;
        double[][] vectors = orthonormal(seed, Math.min(rows, columns), Math.max(rows, columns));
        AtomicLong i = new AtomicLong();
        return Draws.fill(type, () -> {
            int at = (int) i.getAndIncrement();
            int row = at / columns;
            int column = at % columns;
            return gain.get() * (wide ? vectors[row][column] : vectors[column][row]);
        });
    }

    /** Random directions made orthogonal one after the other, twice over for accuracy (modified Gram and Schmidt). */
    private static double[][] orthonormal(long seed, int count, int length) {
        java.util.random.RandomGenerator random = Draws.generator(seed);
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                vectors[i][k] = random.nextGaussian();
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < i; j++) {
                    double along = dot(vectors[i], vectors[j]);
                    for (int k = 0; k < length; k++) {
                        vectors[i][k] -= along * vectors[j][k];
                    }
                }
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < length; k++) {
                vectors[i][k] /= norm;
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
