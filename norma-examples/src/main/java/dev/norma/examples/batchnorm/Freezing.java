package dev.norma.examples.batchnorm;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.NormalizeBy;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;

/** How a batch normalization is frozen, and which part of it. */
final class Freezing {
    private Freezing() {}

    static void trainable() {
        BatchNormalization norm = new BatchNormalization();
        Tensor x = Tensor.of(new float[][] {{0}, {2}});
        norm.setTrainable(false);
        System.out.println(norm.apply(x, true)); // as in inference, although it is training
        System.out.println(norm.movingMean().value() + ", weights to train: "
                + norm.trainableWeights().size());
        norm.setTrainable(true);
        System.out.println(norm.apply(x, true));
        System.out.println(norm.movingMean().value() + ", weights to train: "
                + norm.trainableWeights().size());
    }

    static void fineTuning() {
        BatchNormalization norm = new BatchNormalization();
        Sequential base = new Sequential(new InputLayer(1), norm);
        Value input = Input.of(1);
        Value features = base.apply(Arguments.training(false), input); // inference, even while the model trains
        Model model = new Model(input, new Dense(1).apply(features));
        model.compile(new SGD(0.1), new MeanSquaredError());
        Tensor x = Tensor.of(new float[][] {{1}, {3}});
        model.trainOnBatch(x, x);
        System.out.println("moving mean " + norm.movingMean().value());
        System.out.println("gamma and beta train: " + (norm.beta().value().get(0) != 0));
    }

    static void switches() {
        BatchNormalization norm = new BatchNormalization()
                .trainAffine(true)
                .updateStatistics(false)
                .normalizeBy(NormalizeBy.STORED);
        Sequential net = new Sequential(new InputLayer(1), norm);
        System.out.println(net.summary()
                .lines()
                .filter(line -> line.contains("statistics"))
                .findFirst()
                .orElseThrow());
    }
}
