package dev.norma.models;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.optimizers.Adam;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;

/** Small networks and data that tests share. */
final class Nets {
    private Nets() {}

    /** Four features, a batch normalization, three classes. */
    static Sequential classifier() {
        Sequential net = new Sequential(
                new InputLayer(4),
                new Dense(8).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new Dense(3));
        net.setSeed(7);
        return net;
    }

    static Sequential compiled() {
        Sequential net = classifier();
        compile(net);
        return net;
    }

    static void compile(Sequential net) {
        net.compile(new Adam(0.01), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
    }

    /** Rows whose largest feature of the first three is their class. */
    static Tensor features(int rows) {
        float[] x = new float[rows * 4];
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return Tensor.of(Shape.of(rows, 4), x);
    }

    static Tensor labels(Tensor x) {
        int[] y = new int[(int) x.shape().dim(0)];
        for (int row = 0; row < y.length; row++) {
            for (int c = 1; c < 3; c++) {
                y[row] = x.get(row, c) > x.get(row, y[row]) ? c : y[row];
            }
        }
        return Tensor.of(y);
    }

    static Fit quietly(int epochs) {
        return Fit.epochs(epochs).verbose(0);
    }
}
