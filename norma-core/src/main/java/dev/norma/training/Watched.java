package dev.norma.training;

import dev.norma.tensor.Tensor;
import java.util.List;
import jdk.jfr.FlightRecorder;

/**
 * Runs what Java Flight Recorder may watch. The first event of a process takes a tenth of a second, so none is made before
 * there is a recorder.
 */
final class Watched {
    private Watched() {}

    /** A training or test step. */
    static List<Tensor> step(Mode mode, Route.Feeding fed) {
        if (!FlightRecorder.isInitialized()) {
            return fed.run();
        }
        StepEvent event = new StepEvent();
        event.begin();
        List<Tensor> results = fed.run();
        event.tell(mode, fed);
        return results;
    }

    /** A prediction. */
    static List<Tensor> prediction(Route.Feeding fed) {
        if (!FlightRecorder.isInitialized()) {
            return fed.run();
        }
        PredictEvent event = new PredictEvent();
        event.begin();
        List<Tensor> results = fed.run();
        event.tell(fed);
        return results;
    }
}
