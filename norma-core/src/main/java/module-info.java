/** Layers, losses, metrics, optimizers, data, training and models. */
module dev.norma.core {
    requires transitive dev.norma.engine;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
    requires jdk.jfr;
    requires static jdk.management; // its tests count what threads allocate

    exports dev.norma.activations;
    exports dev.norma.config;
    exports dev.norma.constraints;
    exports dev.norma.data;
    exports dev.norma.diagnosis;
    exports dev.norma.doctor;
    exports dev.norma.initializers;
    exports dev.norma.layers;
    exports dev.norma.losses;
    exports dev.norma.metrics;
    exports dev.norma.models;
    exports dev.norma.optimizers;
    exports dev.norma.regularizers;
    exports dev.norma.training;
}
