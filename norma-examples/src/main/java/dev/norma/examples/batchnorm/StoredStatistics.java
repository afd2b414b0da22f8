package dev.norma.examples.batchnorm;

import dev.norma.diagnosis.MovingAverage;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Adam;
import dev.norma.optimizers.SGD;
import dev.norma.tensor.Tensor;
import dev.norma.training.Fit;
import java.util.Locale;

/** By which statistics a batch normalization normalizes, and when they move. */
final class StoredStatistics {
    private StoredStatistics() {}

    static void freshLayer() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().apply(input));
        Tensor batch = Tensor.of(new float[][] {{0, 1}, {2, 3}});
        System.out.println(model.predict(batch)); // by the stored mean 0 and variance 1
        System.out.println(model.apply(batch, true)); // by the batch
        model.recalibrate(batch);
        System.out.println(model.predict(batch)); // by the stored statistics, which are now the batch's
    }

    static void stepsUntilRight() {
        System.out.println("momentum  half  90 %  95 %  within 1 %  within 0.1 %");
        for (double momentum : new double[] {0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
            MovingAverage average = new MovingAverage(momentum);
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %5d %5d %5d %11d %13d%n",
                    momentum,
                    average.stepsWithin(0.5),
                    average.stepsWithin(0.1),
                    average.stepsWithin(0.05),
                    average.stepsWithin(0.01),
                    average.stepsWithin(0.001));
        }
        double share = 0.01 * 1e-4 / (1 - 1e-4); // from 1 to within 1 % of 0.0001
        System.out.println("a variance of 0.0001 at 0.99: " + new MovingAverage(0.99).stepsWithin(share));
    }

    static void tenSteps() {
        BatchNormalization norm = new BatchNormalization();
        Tensor batch = Tensor.of(new float[][] {{-5, 0.5f}, {15, 0.5f}}); // means 5 and 0.5, variances 100 and 0
        for (int step = 0; step < 10; step++) {
            norm.apply(batch, true);
        }
        System.out.println("mean " + norm.movingMean().value() + ", variance "
                + norm.movingVariance().value());
        System.out.println(norm.apply(Tensor.of(new float[][] {{5, 0.5f}}), false)); // should be 0
    }

    static void validationBehind() {
        Tensor x = Ops.add(Ops.multiply(Tensor.normal(1, 512, 2), 10), 30);
        Tensor y = Ops.multiply(Ops.sum(x, true, 1), 0.1);
        Sequential net =
                new Sequential(new InputLayer(2), new BatchNormalization(), new Dense(16), new ReLU(), new Dense(1));
        net.setSeed(2);
        net.compile(new Adam(0.01), new MeanSquaredError());
        double training = net.fit(x, y, Fit.epochs(4).batchSize(64).verbose(0)).last("loss");
        double validation = net.evaluate(x, y).get("loss"); // of the same numbers
        net.recalibrate(x);
        double recalibrated = net.evaluate(x, y).get("loss");
        System.out.printf(Locale.ROOT, "training %.0f, validation %.0f, ", training, validation);
        System.out.printf(Locale.ROOT, "recalibrated %.0f%n", recalibrated);
    }

    static void sameSampleOtherBatch() {
        BatchNormalization norm = new BatchNormalization();
        Tensor one = Tensor.of(new float[][] {{1}, {2}, {6}});
        Tensor other = Tensor.of(new float[][] {{1}, {0}, {2}});
        System.out.printf(
                Locale.ROOT,
                "training   %.4f and %.4f%n",
                norm.apply(one, true).get(0, 0),
                norm.apply(other, true).get(0, 0));
        System.out.printf(
                Locale.ROOT,
                "inference  %.4f and %.4f%n",
                norm.apply(one, false).get(0, 0),
                norm.apply(other, false).get(0, 0));
    }

    static void constantOutput() {
        BatchNormalization norm = new BatchNormalization();
        Tensor one = Tensor.of(new float[][] {{3, -7}});
        System.out.println(norm.apply(one, true));
        for (int step = 1; step < 459; step++) {
            norm.apply(one, true);
        }
        System.out.println(norm.movingVariance().value());
        System.out.printf(Locale.ROOT, "in the end, times %.1f%n", 1 / Math.sqrt(norm.epsilon()));
    }

    static void evaluateChangesNothing() {
        BatchNormalization norm = new BatchNormalization();
        Sequential net = new Sequential(new InputLayer(1), norm, new Dense(1));
        net.compile(new SGD(0.1), new MeanSquaredError());
        Tensor x = Tensor.of(new float[][] {{1}, {3}});
        net.evaluate(x, x);
        net.predict(x);
        net.apply(x, false);
        System.out.println("mean " + norm.movingMean().value() + ", variance "
                + norm.movingVariance().value());
        net.trainOnBatch(x, x);
        System.out.println("mean " + norm.movingMean().value() + ", variance "
                + norm.movingVariance().value());
    }
}
