package dev.norma.examples;

import dev.norma.doctor.Doctor;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Input;
import dev.norma.layers.Weight;
import dev.norma.models.Model;
import dev.norma.tensor.Tensor;

/**
 * "I normalize a batch, and it is not normalized." The statistics of this batch are mean [1, 2] and variance [1, 1], so one
 * expects [[-1, -1], [1, 1]]; but prediction uses the stored statistics, which begin with 0 and 1.
 */
public final class NotNormalized {
    private NotNormalized() {}

    /** The batch. */
    static Tensor batch() {
        return Tensor.of(new float[][] {{0, 1}, {2, 3}});
    }

    /** Prints what is asked, what is answered, and why. */
    public static void main(String... arguments) {
        Model model = untrained();
        for (Weight weight : model.weights()) {
            System.out.println(weight.name() + " " + weight.value());
        }
        System.out.println("in training:");
        System.out.println(model.apply(batch(), true));
        model.recalibrate(batch());
        System.out.println("predict, recalibrated:");
        System.out.println(model.predict(batch()));
    }

    /** What is asked, and what the doctor answers. */
    static Model untrained() {
        Value input = Input.of(2);
        Model model = new Model(input, new BatchNormalization().axis(1).apply(input));
        System.out.println(model.predict(Tensor.range(4).reshape(2, 2))); // [[0 0.9995004], [1.9990008 2.9985013]]
        System.out.println(Doctor.examine(model)); // never trained: output = x / sqrt(1 + epsilon)
        return model;
    }
}
