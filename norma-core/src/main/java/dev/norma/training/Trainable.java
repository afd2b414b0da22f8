package dev.norma.training;

import dev.norma.data.Dataset;
import dev.norma.layers.Layer;
import dev.norma.metrics.Direction;
import dev.norma.optimizers.Optimizer;
import java.util.Optional;

/** What a callback may ask of the model that is being trained. */
public interface Trainable {
    /** The network. */
    Layer network();

    /** The optimizer that moves it. */
    Optimizer<?> optimizer();

    /** Gives its batch normalizations the statistics of data. */
    RecalibrationReport recalibrate(Dataset data, Recalibration how);

    /** Ends training after the epoch, or the batch, that runs now. */
    void stopTraining();

    /**
     * Which way a number of the logs goes as training gets better: losses fall, a metric says it; empty where it does not,
     * and for a number that there is not.
     *
     * @param log its name, without {@code val_} in front
     */
    Optional<Direction> direction(String log);

    /** Whether there is something to validate on. */
    boolean validates();
}
