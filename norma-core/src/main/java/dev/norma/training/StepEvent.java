package dev.norma.training;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** In Java Flight Recorder: a training or test step was run. */
@Name("dev.norma.Step")
@Label("Step")
@Category("Norma")
@Description("A training or test step, from the batch to its numbers")
@StackTrace(false)
final class StepEvent extends Event {
    @Label("Model")
    String model = "";

    @Label("Mode")
    @Description("train or test")
    String mode = "";

    @Label("Batch Size")
    long batchSize;

    /** Ends the event and, where a recording wants it, tells it. */
    void tell(Mode how, Route.Feeding fed) {
        end();
        if (shouldCommit()) {
            model = fed.model();
            mode = how.inWords();
            batchSize = fed.rows();
            commit();
        }
    }
}
