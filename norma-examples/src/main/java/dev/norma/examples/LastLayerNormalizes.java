package dev.norma.examples;

import dev.norma.data.Datasets;
import dev.norma.data.Scaler;
import dev.norma.doctor.Doctor;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.InputLayer;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.Locale;

/**
 * "The last layer is a batch normalization, and predict's output is not normalized." Five images of digits go through a
 * convolution and a batch normalization; a channel of the result is not centred, and differs from run to run.
 */
public final class LastLayerNormalizes {
    private LastLayerNormalizes() {}

    /** The first five digits: [5, 8, 8, 1], from 0 to 1. */
    static Tensor images() {
        return Datasets.digits().train().batch(5).iterator().next().x();
    }

    /** A convolution with random kernels, then a batch normalization. */
    static Sequential model(long seed) {
        Sequential model =
                new Sequential(new InputLayer(8, 8, 1), new Conv2D(32, 3).padding("same"), new BatchNormalization());
        model.setSeed(seed);
        return model;
    }

    /** What the model predicts, a column for each channel. */
    static Tensor columns(Sequential model) {
        return model.predict(images()).reshape(-1, 32);
    }

    /** One of the columns. */
    static Tensor column(Tensor columns, int number) {
        return Ops.take(columns, number, 1);
    }

    /** Prints the histogram of a channel, why it is not centred, and what to do about it. */
    public static void main(String... arguments) {
        Sequential model = model(arguments.length == 0 ? System.nanoTime() : Long.parseLong(arguments[0]));
        Tensor prediction = columns(model);
        System.out.println("channel 0 as predicted; the kernels are random, so it differs from run to run: set a seed");
        print(prediction);
        System.out.println("the weights of the last layer, all 0 or 1:");
        model.getLayer(1).getWeights().forEach(System.out::println);
        System.out.println();
        System.out.println(Doctor.examine(model));
        System.out.println("remedy 1: scale the prediction");
        print(Scaler.scale(prediction));
        System.out.println("remedy 2: recalibrate the model on the images");
        model.recalibrate(images());
        print(columns(model));
        double variance = model.getLayer(1).getWeights().get(3).get(0);
        System.out.printf(
                Locale.ROOT,
                "the convolution's channel 0 has variance v = %.4f, so this one has v / (v + 0.001)%n",
                variance);
    }

    private static void print(Tensor columns) {
        Tensor channel = column(columns, 0);
        System.out.printf(
                Locale.ROOT,
                "mean %.4f, variance %.4f%n",
                Ops.mean(channel).item(),
                Ops.variance(channel).item());
        System.out.println(new TextHistogram(channel.toDoubles(), 12));
    }
}
