package dev.norma.benchmarks;

import dev.norma.models.Model;

/** What {@link StartUp} starts: makes a model and prints one prediction. No hints, as a network that was trained has none to give. */
final class FirstPrediction {
    private FirstPrediction() {}

    /** Takes the name of a network. */
    public static void main(String... arguments) {
        Networks network = Networks.valueOf(arguments[0]);
        Model model = network.model();
        model.hints(false);
        System.out.println(model.predictOnBatch(network.features(1, 1)));
    }
}
