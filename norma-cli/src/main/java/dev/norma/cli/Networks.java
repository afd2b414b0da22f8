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
    private static final int KERNEL = 3;
    private static final int POOL = 2;

    private Networks() {}

    static Sequential of(FitData data, List<Integer> hidden, double momentum) {
        Shape example = data.example();
        Sequential net = new Sequential(new InputLayer(example.toArray()));
        if (isImage(example)) {
            if (example.rank() == 2) {
                net.add(new Reshape((int) example.dim(0), (int) example.dim(1), 1));
            }
            net.add(new Conv2D(32, KERNEL).useBias(false))
                    .add(new BatchNormalization().momentum(momentum))
                    .add(new ReLU())
                    .add(new MaxPooling2D(POOL));
        }
        if (example.rank() > 1) {
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

    /** Height and width, with or without channels, large enough for the kernel and the pool behind it. */
    private static boolean isImage(Shape example) {
        int least = KERNEL - 1 + POOL;
        return (example.rank() == 2 || example.rank() == 3) && example.dim(0) >= least && example.dim(1) >= least;
    }
}
