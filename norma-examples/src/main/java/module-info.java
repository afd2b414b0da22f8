/** Programs that run, and the snippets of the documentation. */
module dev.norma.examples {
    requires dev.norma;
    requires static org.jspecify;
}
