/** Layers, losses, metrics, optimizers, data, training and models. */
module dev.norma.core {
    requires transitive dev.norma.engine;
    requires static transitive org.jspecify;
    requires de.siegmar.fastcsv;
}
