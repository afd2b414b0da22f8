package dev.norma.training;

import dev.norma.data.Dataset;
import dev.norma.layers.Layer;
import dev.norma.optimizers.Optimizer;

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
}
