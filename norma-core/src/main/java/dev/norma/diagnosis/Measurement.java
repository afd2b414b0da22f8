package dev.norma.diagnosis;

import dev.norma.data.Batch;
import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Tensor;
import dev.norma.training.FeedTypes;
import dev.norma.training.Feeds;
import dev.norma.training.NormalizationCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Runs a network over data, batch by batch, and adds up what its batch normalizations do. Nothing in the network changes. */
final class Measurement {
    private final Subject subject;
    private final List<NormalizationCall> training;
    private final Feeds feeds;
    private final Map<Key, Comparison> comparisons = new HashMap<>();
    private final List<Tally> tallies = new ArrayList<>();
    private final List<double[]> outputs = new ArrayList<>();
    private long rows;
    private long batches;
    private long largest;

    private record Key(FeedTypes types, boolean sampled) {}

    /** A measurement of a network with these calls of batch normalizations. */
    Measurement(Subject subject, List<NormalizationCall> training) {
        this.subject = subject;
        this.training = training;
        this.feeds = new Feeds(subject.network());
        training.forEach(site -> tallies.add(new Tally((int) site.channels())));
    }

    void run(Dataset data) {
        data.requireEnd("%s: an examination".formatted(subject.network().layer()), "data.take(n)");
        try (BatchIterator batches = data.iterator()) {
            while (batches.hasNext()) {
                add(batches.next());
            }
        }
        if (rows == 0) {
            throw new Complaint(
                            "%s cannot be examined on nothing"
                                    .formatted(subject.network().layer()),
                            "at least one example",
                            "an empty data set",
                            "check the source")
                    .asArgument();
        }
    }

    private void add(Batch batch) {
        long size = batch.size();
        if (size == 0) {
            return;
        }
        SequencedMap<String, Tensor> features = feeds.features(batch.features());
        SequencedMap<String, Tensor> labels = feeds.labels(batch.labels());
        FeedTypes types = Feeds.types(features, labels, null);
        boolean sampled = !tallies.stream().allMatch(Tally::isSampled);
        Comparison.Told told = comparisons
                .computeIfAbsent(
                        new Key(types, sampled), key -> new Comparison(subject, key.types(), training, key.sampled()))
                .run(List.copyOf(features.values()), List.copyOf(labels.values()));
        for (int i = 0; i < tallies.size(); i++) {
            tallies.get(i).add(told.sites().get(i));
        }
        rows += size;
        batches++;
        largest = Math.max(largest, size);
        for (int i = 0; i < told.outputs().size(); i++) {
            if (outputs.size() <= i) {
                outputs.add(new double[told.outputs().get(i).length]);
            }
            mix(outputs.get(i), told.outputs().get(i), (double) size / rows);
        }
    }

    private static void mix(double[] means, double[] told, double share) {
        for (int i = 0; i < means.length; i++) {
            means[i] += (told[i] - means[i]) * share;
        }
    }

    /** What was added up for each call, in order. */
    List<Tally> tallies() {
        return tallies;
    }

    DataSummary summary() {
        List<String> names = subject.network().outputs();
        List<OutputGap> gaps = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            double[] told = outputs.get(i);
            String name = i < names.size() ? names.get(i) : "output " + i;
            double relative = Math.sqrt(told[0] / told[1]);
            gaps.add(new OutputGap(name, told[0] == 0 ? 0 : relative, 1 - told[2], told[3], told[4]));
        }
        return new DataSummary(rows, batches, largest, gaps);
    }
}
