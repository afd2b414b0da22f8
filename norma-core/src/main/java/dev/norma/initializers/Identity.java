package dev.norma.initializers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.concurrent.atomic.AtomicLong;

/** The identity matrix, times a gain; for weights of rank 2. */
public final class Identity extends Initializer {
    private final Option<Double> gain = options().option("gain", 1.0, Check.any());

    /** Sets the factor: 1 unless set. */
    public Identity gain(double factor) {
        options().set(gain, factor);
        return this;
    }

    @Override
    public Tensor draw(TensorType type, long seed) {
        Shape shape = type.shape();
        if (shape.rank() != 2) {
            throw new ShapeException("Identity draws matrices", "rank 2", shape.toString(), "use another initializer");
        }
        long columns = shape.dim(1);
        AtomicLong i = new AtomicLong();
        return Draws.fill(type, () -> {
            long at = i.getAndIncrement();
            return at / columns == at % columns ? gain.get() : 0;
        });
    }
}
