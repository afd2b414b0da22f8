package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.layers.Arguments;
import java.util.List;

/**
 * What is recalibrated: whatever a function draws.
 *
 * @param owner what it is called in errors
 * @param feeds how batches are brought into its types
 * @param withLabels whether the function is given labels
 */
record RecalibrationSubject(String owner, Feeds feeds, Forward forward, boolean withLabels) {
    static RecalibrationSubject of(Network network) {
        return new RecalibrationSubject(
                network.layer().toString(),
                new Feeds(network),
                (features, labels, context) ->
                        network.layer().apply(List.copyOf(features.values()), context, Arguments.NONE),
                false);
    }

    RecalibrationFeed feed(Batch batch) {
        return RecalibrationFeed.of(batch, feeds, withLabels);
    }
}
