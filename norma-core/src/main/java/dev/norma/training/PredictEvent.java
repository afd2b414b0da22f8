package dev.norma.training;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** In Java Flight Recorder: a batch was predicted. */
@Name("dev.norma.Predict")
@Label("Predict")
@Category("Norma")
@Description("The prediction of a batch")
@StackTrace(false)
final class PredictEvent extends Event {
    @Label("Model")
    String model = "";

    @Label("Batch Size")
    long batchSize;

    /** Ends the event and, where a recording wants it, tells it. */
    void tell(Route.Feeding fed) {
        end();
        if (shouldCommit()) {
            model = fed.model();
            batchSize = fed.rows();
            commit();
        }
    }
}
