package dev.norma.examples;

import dev.norma.data.Datasets;
import dev.norma.data.Split;
import dev.norma.doctor.Doctor;
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
import dev.norma.training.Fit;

/**
 * With Keras' default momentum of 0.99, moving statistics lag behind after few steps: predictions are bad while training goes
 * well. The doctor says so, and the exact statistics of the data put it right.
 */
public final class SlowStatistics {
    private SlowStatistics() {}

    /**
     * The accuracy on test data.
     *
     * @param lagging by the statistics that training left
     * @param exact by the statistics of the training data
     */
    record Accuracies(double lagging, double exact) {}

    /** Trains, asks the doctor, and recalibrates. */
    public static void main(String... arguments) {
        Split digits = Datasets.digits();
        Sequential net = trained(digits);
        examine(net, digits);
        System.out.println(recalibrate(net, digits));
    }

    /** A network after ten epochs of 23 steps. */
    static Sequential trained(Split digits) {
        Sequential net = new Sequential(
                new InputLayer(8, 8, 1),
                new Conv2D(32, 3).useBias(false),
                new BatchNormalization(),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(64).useBias(false),
                new BatchNormalization(),
                new ReLU(),
                new Dropout(0.3),
                new Dense(10));
        net.setSeed(1);
        net.compile(new Adam(1e-3), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        net.fit(digits.train().shuffle(1000, 1).batch(64), Fit.epochs(10).verbose(0));
        return net;
    }

    /** What is wrong. */
    static void examine(Sequential net, Split digits) {
        System.out.println(Doctor.examine(net, digits.train().batch(64))); // text; .json() and .html() too
    }

    /** Puts it right. */
    static Accuracies recalibrate(Sequential net, Split digits) {
        double lagging = net.evaluate(digits.test().batch(256)).get("accuracy");
        System.out.println(net.recalibrate(digits.train().batch(256))); // how far the moving statistics were off
        double exact = net.evaluate(digits.test().batch(256)).get("accuracy");
        return new Accuracies(lagging, exact);
    }
}
