/** Tensors, graphs of ops, gradients, passes over graphs and the reference interpreter. */
module dev.norma.engine {
    requires static transitive org.jspecify;
}
