package dev.norma.benchmarks;

/** What {@link StartUp} starts: makes a model and prints one prediction. */
final class FirstPrediction {
    private FirstPrediction() {}

    /** Takes the name of a network. */
    public static void main(String... arguments) {
        Networks network = Networks.valueOf(arguments[0]);
        System.out.println(network.model().predictOnBatch(network.features(1, 1)));
    }
}
