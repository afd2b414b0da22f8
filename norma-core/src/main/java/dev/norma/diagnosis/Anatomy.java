package dev.norma.diagnosis;

import dev.norma.diagnosis.AxisOrigin.Role;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.tensor.TensorType;
import dev.norma.training.NormalizationCall;
import dev.norma.training.NormalizationCalls;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the batch normalizations of a network are wired, read off a drawing of its training. A drawing shows every kind of
 * model alike, also one that a class of its own draws, and shows what training does rather than what flags say.
 */
final class Anatomy {
    private final Subject subject;
    private final List<NormalizationCall> sites;
    private final Wires wires;
    private final Set<Parameter> updated = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Weight> trained = Collections.newSetFromMap(new IdentityHashMap<>());

    Anatomy(Subject subject, SequencedMap<String, TensorType> types) {
        this.subject = subject;
        Sketch sketch = new Sketch(subject, types);
        NormalizationCalls met = NormalizationCalls.asTheyAre();
        List<Value> outputs = sketch.draw(true, met);
        Layer root = subject.network().layer();
        Program program = sketch.trace().finish(outputs, false);
        this.sites = met.met();
        this.wires = new Wires(root, sketch.trace(), sketch.feeds(), program.graph());
        updated.addAll(program.updated());
        trained.addAll(root.trainableWeights(subject.freezing()));
    }

    /** The calls as training makes them, in order. */
    List<NormalizationCall> sites() {
        return sites;
    }

    /** The calls of each batch normalization, in the order of their first calls. */
    SequencedMap<BatchNormalization, List<NormalizationCall>> layers() {
        SequencedMap<BatchNormalization, List<NormalizationCall>> layers = new LinkedHashMap<>();
        sites.forEach(site -> layers.computeIfAbsent(
                site.layer(),
                layer -> sites.stream().filter(other -> other.layer() == layer).toList()));
        return layers;
    }

    /** What the axis of the channels was where it came from; of several, the batch if it is among them, else unknown. */
    AxisOrigin origin(NormalizationCall site) {
        AxisWalk walk = new AxisWalk(wires);
        List<AxisOrigin> origins =
                site.axes().stream().map(axis -> walk.origin(site.x(), axis)).toList();
        AxisOrigin first = origins.getFirst();
        return origins.stream()
                .filter(origin -> origin.role() == Role.BATCH)
                .findFirst()
                .orElse(origins.size() == 1 ? first : new AxisOrigin(Role.UNKNOWN, null, first.axis(), first.shape()));
    }

    InFront inFront(NormalizationCall site) {
        return FrontWalk.of(wires, site);
    }

    /** The layer that draws random numbers between a call and the normalizations in front of it; null for none. */
    @Nullable
    Layer dropout(NormalizationCall site) {
        Set<Value> normalized = Collections.newSetFromMap(new IdentityHashMap<>());
        sites.forEach(other -> normalized.add(other.y()));
        return wires.randomInFront(site.x(), normalized);
    }

    Frozen frozen(BatchNormalization layer, List<NormalizationCall> calls) {
        Freezing freezing = subject.freezing();
        return new Frozen(
                layer.trainable(),
                freezing.trains(layer),
                freezing.switches(layer),
                updated.contains(layer.movingMean().parameter()),
                calls.stream().anyMatch(NormalizationCall::byBatch),
                layer.weights().stream().anyMatch(trained::contains));
    }

    /** Whether weights that are trained, other than those of a layer, are not those they began with. */
    boolean isTrainedBeside(BatchNormalization layer) {
        Map<Layer, Boolean> own = new IdentityHashMap<>(Map.of(layer, true));
        return subject.network().layer().weights().stream()
                .filter(weight -> weight.isTrainable() && !own.containsKey(weight.layer()))
                .anyMatch(weight -> weight.parameter().version() > 0);
    }
}
