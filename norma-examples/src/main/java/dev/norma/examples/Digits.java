package dev.norma.examples;

import dev.norma.data.Datasets;
import dev.norma.data.Split;
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
import dev.norma.training.History;

/** The main job: a network with batch normalization learns handwritten digits. */
public final class Digits {
    private Digits() {}

    /** Trains. */
    public static void main(String... arguments) {
        train();
    }

    /** The whole of it. */
    static History train() {
        Split digits = Datasets.digits();
        Sequential net = new Sequential(
                new InputLayer(8, 8, 1),
                new Conv2D(32, 3).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(64).useBias(false),
                new BatchNormalization().momentum(0.9),
                new ReLU(),
                new Dropout(0.3),
                new Dense(10));
        net.setSeed(1);
        System.out.println(net.summary());
        net.compile(new Adam(1e-3), new SparseCategoricalCrossentropy().fromLogits(true), "accuracy");
        History history = net.fit(
                digits.train().shuffle(1000, 1).batch(64),
                Fit.epochs(20).validation(digits.test().batch(256)));
        System.out.println(history.last("val_accuracy")); // 0.99
        return history;
    }
}
