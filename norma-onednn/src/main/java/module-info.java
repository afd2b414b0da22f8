/** Runs graphs on the processor through oneDNN. */
module dev.norma.onednn {
    requires transitive dev.norma.engine;
    requires static org.jspecify;
    requires static jdk.incubator.vector;
    requires static jdk.management; // its tests count what threads allocate

    exports dev.norma.backend.onednn;

    uses dev.norma.ops.Evaluator;

    provides dev.norma.runtime.Backend with
            dev.norma.backend.onednn.OnednnBackend;
}
