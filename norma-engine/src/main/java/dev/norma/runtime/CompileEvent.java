package dev.norma.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** In Java Flight Recorder: a program was compiled for sizes that it was not compiled for. */
@Name("dev.norma.Compile")
@Label("Compile")
@Category("Norma")
@Description("A program is compiled for sizes that it was not compiled for")
@StackTrace(false)
final class CompileEvent extends Event {
    @Label("Model")
    String model = "";

    @Label("Mode")
    @Description("train, test, predict; step for a loop of one's own, call for a layer on numbers")
    String mode = "";

    @Label("Batch Size")
    long batchSize;

    @Label("Sizes")
    @Description("What the program is fed")
    String sizes = "";

    @Label("Back End")
    String backend = "";

    @Label("Drawn Operations")
    int drawnOperations;

    @Label("Operations")
    @Description("Operations after all passes")
    int operations;
}
