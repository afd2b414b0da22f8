package dev.norma.diagnosis;

import dev.norma.data.BatchIterator;
import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.tensor.TensorType;
import dev.norma.training.Feeds;
import dev.norma.training.NormalizationCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Looks at the batch normalizations of a network, and finds what is wrong with them. Changes nothing in it. */
public final class Examination {
    private final Subject subject;
    private final Anatomy anatomy;
    private final @Nullable Measurement measurement;

    private Examination(Subject subject, SequencedMap<String, TensorType> types, @Nullable Dataset data) {
        this.subject = subject;
        this.anatomy = new Anatomy(subject, types);
        this.measurement = data == null ? null : new Measurement(subject, anatomy.sites());
        if (measurement != null && data != null) {
            measurement.run(data);
        }
    }

    /**
     * What can be told without data: from wiring, settings and weights.
     *
     * @throws IllegalStateException if the network is not built
     */
    public static Diagnosis of(Subject subject) {
        return new Examination(subject, Sketch.types(subject.network()), null).diagnosis();
    }

    /**
     * What can be told with data: the same, and how the stored statistics compare with those of the data. The data are read
     * once; they should be those trained on, in the batches trained on.
     *
     * @throws IllegalArgumentException if the data are empty, endless, or no batches
     */
    public static Diagnosis of(Subject subject, Dataset data) {
        return new Examination(subject, types(subject, data), data).diagnosis();
    }

    private static SequencedMap<String, TensorType> types(Subject subject, Dataset data) {
        if (!subject.network().inputTypes().isEmpty()) {
            return Sketch.types(subject.network());
        }
        try (BatchIterator batches = data.iterator()) {
            return batches.hasNext()
                    ? Feeds.types(
                                    new Feeds(subject.network())
                                            .features(batches.next().features()),
                                    new LinkedHashMap<>(),
                                    null)
                            .features()
                    : Sketch.types(subject.network());
        }
    }

    private Diagnosis diagnosis() {
        List<LayerDiagnosis> layers = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        DataSummary summary = measurement == null ? null : measurement.summary();
        anatomy.layers().forEach((layer, calls) -> {
            LayerCase at = examined(layer, calls, summary);
            layers.add(at.facts());
            findings.addAll(findings(at, findings.stream().anyMatch(one -> one.fault() == Fault.NOT_FINITE)));
        });
        findings.sort(Finding.ORDER);
        return new Diagnosis(subject.network().layer().name(), layers, findings, summary);
    }

    private LayerCase examined(BatchNormalization layer, List<NormalizationCall> calls, @Nullable DataSummary summary) {
        NormalizationCall first = calls.getFirst();
        AxisOrigin origin = anatomy.origin(first);
        InFront front = anatomy.inFront(first);
        Frozen frozen = anatomy.frozen(layer, calls);
        Channels channels = new Channels(layer, measurement == null ? List.of() : tallies(layer, measurement));
        long updates = Math.max(layer.movingMean().parameter().version(), frozen.updates() ? subject.steps() : 0);
        LayerDiagnosis facts = new LayerDiagnosis(
                first.path(),
                calls.size(),
                first.x().shape(),
                layer.axes(),
                AxisRule.reason(origin, first.x().shape().rank()),
                layer.momentum(),
                layer.epsilon(),
                updates,
                channels.trained(),
                frozen.inWords(layer),
                front.inWords(),
                channels.all(),
                channels.data());
        return new LayerCase(
                facts,
                layer,
                Words.layer(subject.network().layer(), layer),
                origin,
                front,
                anatomy.dropout(first),
                frozen,
                anatomy.isTrainedBeside(layer),
                summary);
    }

    private List<Tally> tallies(BatchNormalization layer, Measurement measured) {
        List<Tally> tallies = new ArrayList<>();
        for (int i = 0; i < anatomy.sites().size(); i++) {
            if (anatomy.sites().get(i).layer() == layer) {
                tallies.add(measured.tallies().get(i));
            }
        }
        return tallies;
    }

    /** Rules in an order in which a cause is found before what it would explain. */
    private static List<Finding> findings(LayerCase at, boolean brokenInFront) {
        Findings found = new Findings(at.facts().path());
        BrokenRule.look(at, brokenInFront, found);
        boolean sound = found.all().isEmpty();
        AxisRule.look(at, found);
        FreezingRule.look(at, found);
        SettingsRule.look(at, found);
        if (sound) {
            UntrainedRule.look(at, found);
            BatchRule.look(at, found);
            ShiftRule.look(at, found);
            ChannelRule.look(at, found);
        }
        return found.all();
    }
}
