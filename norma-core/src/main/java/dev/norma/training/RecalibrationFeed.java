package dev.norma.training;

import dev.norma.data.Batch;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a recalibration is fed with it.
 *
 * @param tensors features, then labels where the network is drawn with them, then sample weights where there are any
 */
record RecalibrationFeed(Batch batch, FeedTypes types, List<Tensor> tensors) {
    static RecalibrationFeed of(Batch batch, Feeds feeds, boolean withLabels) {
        batch.size(); // a row is refused
        SequencedMap<String, Tensor> features = feeds.features(batch.features());
        SequencedMap<String, Tensor> labels = withLabels ? feeds.labels(batch.labels()) : new LinkedHashMap<>();
        Tensor weight = batch.sampleWeight()
                .map(w -> checked(w.cast(w.dtype() == DType.FLOAT64 ? DType.FLOAT64 : DType.FLOAT32)))
                .orElse(null);
        return new RecalibrationFeed(batch, Feeds.types(features, labels, weight), tensors(features, labels, weight));
    }

    private static List<Tensor> tensors(
            SequencedMap<String, Tensor> features, SequencedMap<String, Tensor> labels, @Nullable Tensor weight) {
        List<Tensor> tensors = new ArrayList<>(features.values());
        tensors.addAll(labels.values());
        if (weight != null) {
            tensors.add(weight);
        }
        return tensors;
    }

    private static Tensor checked(Tensor weights) {
        for (long i = 0; i < weights.size(); i++) {
            double weight = weights.getFlat(i);
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new Complaint(
                                "recalibrate cannot count this sample weight",
                                "finite numbers from 0",
                                "%s in row %d".formatted(weight, i),
                                "correct the sample weights, or leave them out")
                        .asArgument();
            }
        }
        return weights;
    }
}
