package dev.norma.examples.batchnorm;

import dev.norma.diagnosis.Finding;
import dev.norma.doctor.Doctor;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.InputLayer;
import dev.norma.models.Sequential;
import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;

/** Along which axis a batch normalization works, and how many entries it has. */
final class Axes {
    private Axes() {}

    static void unknownAxis() {
        TensorType transposed = TensorType.of(DType.FLOAT32, 6, -1); // [features, batch]
        try {
            new BatchNormalization().name("bn").outputTypes(List.of(transposed));
        } catch (ShapeException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(new BatchNormalization().axis(0).outputTypes(List.of(transposed)));
    }

    static void anotherWidth() {
        BatchNormalization norm = new BatchNormalization().name("bn");
        norm.apply(Tensor.zeros(4, 2), false);
        try {
            norm.apply(Tensor.zeros(4, 7), false);
        } catch (ShapeException e) {
            System.out.println(e.getMessage());
        }
    }

    static void channelsFirst() {
        Sequential net = new Sequential(
                new InputLayer(3, 8, 8), new Conv2D(4, 3).dataFormat("channels_first"), new BatchNormalization());
        Finding first = Doctor.examine(net).findings().getFirst();
        System.out.println(first.severity() + ": " + first.cause());
        System.out.println(first.remedy());
    }

    static void parameters() {
        System.out.print(new Sequential(new InputLayer(3), new BatchNormalization()).summary());
    }
}
