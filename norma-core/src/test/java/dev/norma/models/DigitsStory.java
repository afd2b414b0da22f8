package dev.norma.models;

import dev.norma.data.Dataset;
import dev.norma.data.Datasets;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.InputLayer;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.losses.SparseCategoricalCrossentropy;
import dev.norma.metrics.SparseCategoricalAccuracy;
import dev.norma.optimizers.Adam;
import dev.norma.training.Fit;

/** The network of the main job, and how it is trained on digits: what several tests tell the same story with. */
public final class DigitsStory {
    private DigitsStory() {}

    /** The network, compiled, not trained. */
    public static Sequential compiled(double momentum, long seed) {
        Sequential net = new Sequential(
                new InputLayer(8, 8, 1),
                new Conv2D(32, 3).useBias(false),
                new BatchNormalization().momentum(momentum),
                new ReLU(),
                new MaxPooling2D(2),
                new Flatten(),
                new Dense(64).useBias(false),
                new BatchNormalization().momentum(momentum),
                new ReLU(),
                new Dropout(0.3),
                new Dense(10));
        net.setSeed(seed);
        net.compile(
                new Adam(1e-3),
                new SparseCategoricalCrossentropy().fromLogits(true),
                new SparseCategoricalAccuracy().name("accuracy"));
        return net;
    }

    /** The network after so many epochs of 23 steps. */
    public static Sequential trained(double momentum, long seed, int epochs) {
        Sequential net = compiled(momentum, seed);
        net.fit(training(seed), Fit.epochs(epochs).verbose(0));
        return net;
    }

    /** The training rows, shuffled, in batches of 64. */
    public static Dataset training(long seed) {
        return Datasets.digits().train().shuffle(1000, seed).batch(64);
    }
}
