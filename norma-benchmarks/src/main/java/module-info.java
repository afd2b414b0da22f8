/** How long steps, predictions and starts take; JMH runs it on the class path. */
@SuppressWarnings("requires-automatic")
module dev.norma.benchmarks {
    requires dev.norma;
    requires jmh.core;
    requires static org.jspecify;
}
