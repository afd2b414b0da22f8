package dev.norma.recalibration;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.models.Sequential;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/** Recalibrates on more data than its heap can hold; started by {@link StreamingTest} in a JVM of its own. */
final class Streaming {
    private static final int ROWS = 1024;
    private static final int COLUMNS = 16;
    private static final int DIFFERENT = 8;

    private Streaming() {}

    /** Prints the largest heap, the bytes of one reading, and the statistics of each layer. */
    public static void main(String[] arguments) {
        int batches = Integer.parseInt(arguments[0]);
        Sequential net = network();
        net.recalibrate(data(batches));
        System.out.println(Runtime.getRuntime().maxMemory());
        System.out.println((long) batches * ROWS * COLUMNS * Float.BYTES);
        for (int i = 0; i < 3; i++) {
            System.out.println(Arrays.toString(Nets.mean(norm(net, i))));
            System.out.println(Arrays.toString(Nets.variance(norm(net, i))));
        }
    }

    static Sequential network() {
        return new Sequential(
                new InputLayer(COLUMNS),
                new BatchNormalization(),
                new ReLU(),
                new BatchNormalization(),
                new ReLU(),
                new BatchNormalization());
    }

    static BatchNormalization norm(Sequential net, int number) {
        return Nets.norm(net, number);
    }

    /** Batches made anew each time, of which so many are different: a multiple of that number has the statistics of one round. */
    static Dataset data(int batches) {
        return Dataset.generator(() -> {
            Iterator<Integer> numbers = IntStream.range(0, batches).iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return numbers.hasNext();
                }

                @Override
                public Batch next() {
                    return Batch.of(rows(numbers.next() % DIFFERENT));
                }
            };
        });
    }

    static int different() {
        return DIFFERENT;
    }

    private static Tensor rows(int number) {
        float[] x = new float[ROWS * COLUMNS];
        int state = 7 * number + 1;
        for (int i = 0; i < x.length; i++) {
            state = state * 1664525 + 1013904223; // a linear congruential generator (Numerical Recipes)
            x[i] = (state >>> 8) * 0x1p-24f * (1 + i % COLUMNS) + number;
        }
        return Tensor.of(Shape.of(ROWS, COLUMNS), x);
    }
}
