package dev.norma;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.Flatten;
import dev.norma.layers.InputLayer;
import dev.norma.layers.ReLU;
import dev.norma.losses.MeanSquaredError;
import dev.norma.models.Sequential;
import dev.norma.optimizers.SGD;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Tensor;

/**
 * Makes models, lets each predict and each tenth train, drops them, and prints how much memory was resident after a quarter of
 * them and at the end.
 */
public final class DroppedModels {
    private static final Tensor X = Tensor.ones(4, 12, 12, 3);
    private static final Tensor Y = Tensor.ones(4, 10);

    private DroppedModels() {}

    /** Takes the number of models. */
    public static void main(String... arguments) throws Exception {
        int models = Integer.parseInt(arguments[0]);
        long early = 0;
        for (int i = 0; i < models; i++) {
            use(i % 10 == 0);
            if (i == models / 4) {
                early = OwnProcess.resident();
            }
        }
        System.out.printf(
                "back end %s, resident %d then %d%n", Backends.current().name(), early, OwnProcess.resident());
    }

    private static void use(boolean train) {
        Sequential net = new Sequential(
                new InputLayer(12, 12, 3),
                new Conv2D(16, 3),
                new BatchNormalization(),
                new ReLU(),
                new Flatten(),
                new Dense(10));
        net.hints(false);
        net.predict(X);
        if (train) {
            net.compile(new SGD(1e-3), new MeanSquaredError());
            net.trainOnBatch(X, Y);
        }
    }
}
