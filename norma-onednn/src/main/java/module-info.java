/** Runs graphs on the processor through oneDNN. */
module dev.norma.onednn {
    requires dev.norma.engine;
    requires static org.jspecify;
    requires static jdk.incubator.vector;
}
