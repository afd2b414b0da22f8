/** Tensors, graphs of ops, gradients, passes over graphs and the reference interpreter. */
module dev.norma.engine {
    requires static transitive org.jspecify;
    requires jdk.jfr;

    exports dev.norma.tensor;
    exports dev.norma.tensor.file;
    exports dev.norma.tensor.npy;
    exports dev.norma.graph;
    exports dev.norma.ops;
    exports dev.norma.autodiff;
    exports dev.norma.optimize;
    exports dev.norma.runtime;

    uses dev.norma.ops.Evaluator;
    uses dev.norma.runtime.Backend;

    provides dev.norma.ops.Evaluator with
            dev.norma.runtime.interpreter.ReferenceEvaluator;
    provides dev.norma.runtime.Backend with
            dev.norma.runtime.interpreter.ReferenceBackend;
}
