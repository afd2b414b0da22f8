package dev.norma.recalibration;

import dev.norma.data.Batch;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.ReLU;
import dev.norma.models.Sequential;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Networks and data of the tests of recalibration. */
final class Nets {
    private Nets() {}

    /** A chain of so many times dense, batch normalization, ReLU; all in float64. */
    static Sequential chain(int norms) {
        Sequential net = new Sequential(new InputLayer(3));
        for (int i = 0; i < norms; i++) {
            net.add(new Dense(4).useBias(false).dtype("float64").name("dense" + i))
                    .add(norm("norm" + i))
                    .add(new ReLU().dtype("float64"));
        }
        net.setSeed(11);
        return net;
    }

    static BatchNormalization norm(String name) {
        return new BatchNormalization().dtype("float64").name(name);
    }

    static BatchNormalization norm(Layer net, int number) {
        return (BatchNormalization) net.layers().stream()
                .filter(BatchNormalization.class::isInstance)
                .toList()
                .get(number);
    }

    /** Rows of three numbers with means and deviations of their own. */
    static Tensor rows(int count, long seed) {
        Random random = new Random(seed);
        double[] x = new double[count * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) ((i % 3) - 1.5 + (1 + i % 3) * random.nextGaussian());
        }
        return Tensor.of(x).reshape(Shape.of(count, 3)).cast(DType.FLOAT32);
    }

    static double[] mean(BatchNormalization norm) {
        return norm.movingMean().value().toDoubles();
    }

    static double[] variance(BatchNormalization norm) {
        return norm.movingVariance().value().toDoubles();
    }

    /** Mean and biased variance of each column, the last axis, in float64. */
    static double[][] moments(Tensor x) {
        int columns = (int) x.shape().dim(-1);
        double[] mean = new double[columns];
        double[] variance = new double[columns];
        long rows = x.size() / columns;
        for (long i = 0; i < x.size(); i++) {
            mean[(int) (i % columns)] += x.getFlat(i) / rows;
        }
        for (long i = 0; i < x.size(); i++) {
            double apart = x.getFlat(i) - mean[(int) (i % columns)];
            variance[(int) (i % columns)] += apart * apart / rows;
        }
        return new double[][] {mean, variance};
    }

    /** All state of a model, as bits. */
    static List<String> state(Layer net) {
        List<String> all = new ArrayList<>();
        net.weights()
                .forEach(weight ->
                        all.add(weight.path() + Arrays.toString(weight.value().toDoubles())));
        net.hiddenState()
                .forEach(p -> all.add(p.name() + Arrays.toString(p.value().toDoubles())));
        return all;
    }

    /** Batches that count how often they are read. */
    static Dataset counted(Dataset data, AtomicInteger readings) {
        return Dataset.generator(() -> {
            readings.incrementAndGet();
            return data.iterator();
        });
    }

    static Dataset batches(Batch... batches) {
        return Dataset.generator(List.of(batches)::iterator);
    }
}
