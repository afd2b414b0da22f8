package dev.norma.cli;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Dropout;
import dev.norma.layers.Flatten;
import dev.norma.layers.InputLayer;
import dev.norma.layers.MaxPooling2D;
import dev.norma.layers.ReLU;
import dev.norma.layers.Reshape;
import dev.norma.models.Sequential;
import dev.norma.tensor.Shape;
import java.util.List;

/** The networks that the command trains: convolutional ones for images, dense ones for rows of numbers. */
final class Networks {
    private Networks() {}

    static Sequential of(FitData data, List<Integer> hidden, double momentum) {
        Shape example = data.example();
        Sequential net = new Sequential(new InputLayer(example.toArray()));
        if (example.rank() == 2) {
            net.add(new Reshape((int) example.dim(0), (int) example.dim(1), 1));
        }
        if (example.rank() == 2 || example.rank() == 3) {
            net.add(new Conv2D(32, 3).useBias(false))
                    .add(new BatchNormalization().momentum(momentum))
                    .add(new ReLU())
                    .add(new MaxPooling2D(2))
                    .add(new Flatten());
        } else if (example.rank() > 3) {
            net.add(new Flatten());
        }
        for (int width : hidden) {
            net.add(new Dense(width).useBias(false))
                    .add(new BatchNormalization().momentum(momentum))
                    .add(new ReLU());
        }
        if (example.rank() > 1) {
            net.add(new Dropout(0.3));
        }
        return net.add(new Dense(data.predictsClasses() ? data.classNames().size() : 1));
    }
}
