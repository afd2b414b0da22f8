package dev.norma;

import com.sun.management.ThreadMXBean;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.InputLayer;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.models.Sequential;
import dev.norma.optimizers.Adam;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Trains a small network on batches of two sizes by turns, and prints how much memory was resident after some steps, while
 * which the JVM compiles, and after as many again, and what a step of each size allocated on the heap, all threads together.
 */
public final class LongTraining {
    private static final int[] SIZES = {8, 64};

    private final Sequential net = new Sequential(
            new InputLayer(6, 6, 1),
            new Conv2D(16, 3).useBias(false),
            new BatchNormalization(),
            new ReLU(),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.3),
            new Dense(10));
    private final Tensor[] x =
            IntStream.of(SIZES).mapToObj(LongTraining::images).toArray(Tensor[]::new);
    private final Tensor[] y =
            IntStream.of(SIZES).mapToObj(LongTraining::labels).toArray(Tensor[]::new);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private LongTraining() {
        net.setSeed(1);
        net.compile(new Adam(), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
    }

    /** Takes the number of steps. */
    public static void main(String... arguments) throws IOException {
        int steps = Integer.parseInt(arguments[0]);
        LongTraining training = new LongTraining();
        training.run(steps);
        long early = OwnProcess.resident();
        training.run(steps);
        long late = OwnProcess.resident();
        System.out.printf(
                "back end %s, resident %d then %d, allocated %d and %d%n",
                Backends.current().name(), early, late, training.allocated(0), training.allocated(1));
    }

    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step(i % SIZES.length);
        }
    }

    private void step(int size) {
        net.trainOnBatch(x[size], y[size]);
    }

    /** Bytes per step. */
    private long allocated(int size) {
        int steps = 500;
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < steps; i++) {
            step(size);
        }
        return (threads.getTotalThreadAllocatedBytes() - before) / steps;
    }

    private static Tensor images(int rows) {
        float[] numbers = new float[rows * 36];
        Random random = new Random(rows);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return Tensor.of(Shape.of(rows, 6, 6, 1), numbers);
    }

    private static Tensor labels(int rows) {
        return Tensor.of(new Random(rows).ints(rows, 0, 10).toArray());
    }
}
