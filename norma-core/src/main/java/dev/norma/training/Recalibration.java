package dev.norma.training;

import dev.norma.data.Dataset;
import dev.norma.layers.BatchNormalization;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How to recalibrate: give batch normalizations the exact statistics of data in place of moving averages.
 *
 * <pre>{@code
 * model.recalibrate(data);                                              // all layers, exactly
 * model.recalibrate(data, Recalibration.exact().layers("head_bn"));     // one
 * model.recalibrate(data, Recalibration.onePass());                     // all, nearly, in one reading
 * }</pre>
 *
 * <p>The statistics of a layer are those of its input in inference, behind layers that are recalibrated already. So data are read once
 * for each batch normalization that a value meets on its longest way through the network, and each reading must give the same
 * rows; how they are cut into batches makes no difference. Nothing is kept of a batch: data may be larger than memory.
 *
 * <ul>
 *   <li>The variance is the biased one (divided by the number of values), whatever the layer stores in training.
 *   <li>Masks count as they do in training. Sample weights count, though training's statistics leave them out: a row of weight 2 is
 *       one that comes twice.
 *   <li>With renorm, what is derived from the variance is stored too ({@code moving_stddev}), and what training corrects towards
 *       ({@code renorm_mean}, {@code renorm_stddev}) becomes the same statistics, where its average would end.
 *   <li>A layer whose statistics stand still in training (frozen, {@code updateStatistics(false)}, or called with {@code
 *       training(false)}, as pretrained parts are) keeps them, unless {@link #layers} names it.
 *   <li>A layer that is called several times is given the statistics of all its calls together. Where one of them lies behind
 *       another, they are approximate, as those of layers behind it: the report says so.
 * </ul>
 *
 * <p>Nothing is stored until all of it has been computed and is finite. Then all of it is stored at once: a prediction sees the old
 * statistics or the new ones.
 */
public final class Recalibration {
    private final boolean onePass;
    private final List<String> names = new ArrayList<>();
    private final List<BatchNormalization> layers = new ArrayList<>();

    private Recalibration(boolean onePass) {
        this.onePass = onePass;
    }

    /** The exact statistics: what {@code recalibrate} does unless told otherwise. */
    public static Recalibration exact() {
        return new Recalibration(false);
    }

    /**
     * Nearly those, in one reading of the data: each layer's input is taken behind layers that normalize by the batch at hand. What
     * that differs depends on the batches: give large ones. Layers with no batch normalization in front of them are exact.
     */
    public static Recalibration onePass() {
        return new Recalibration(true);
    }

    /** Only these layers, by their names or their paths such as {@code encoder/batch_normalization_1}; frozen ones too. */
    public Recalibration layers(String... namesOrPaths) {
        names.addAll(List.of(namesOrPaths));
        return this;
    }

    /** Only these layers; frozen ones too. */
    public Recalibration layers(BatchNormalization... these) {
        layers.addAll(List.of(these));
        return this;
    }

    /**
     * Recalibrates a network that is no model of its own; a model has {@code recalibrate}.
     *
     * @param data batches of features; labels are left alone
     * @throws IllegalArgumentException if there are no data, or they do not fit
     * @throws NonFiniteException if a value that comes to a batch normalization is not finite; nothing is changed then, as
     *     with all errors
     */
    public RecalibrationReport run(Network network, Dataset data) {
        return new RecalibrationRun(RecalibrationSubject.of(network), this).over(data);
    }

    boolean isOnePass() {
        return onePass;
    }

    /**
     * The layers of a network to recalibrate: those named, else those whose statistics training moves.
     *
     * @param moved the state that training moves, asked for where nothing is named
     */
    Set<BatchNormalization> choose(String owner, List<NormalizationCall> calls, Supplier<Set<Parameter>> moved) {
        Set<BatchNormalization> met = new LinkedHashSet<>();
        calls.forEach(call -> met.add(call.layer()));
        if (met.isEmpty()) {
            throw new Complaint(
                            "%s: there is nothing to recalibrate".formatted(owner),
                            "a batch normalization in it",
                            "none",
                            "leave recalibrate out: only batch normalizations store statistics of data")
                    .asState();
        }
        Set<BatchNormalization> chosen = new LinkedHashSet<>();
        if (names.isEmpty() && layers.isEmpty()) {
            Set<Parameter> parameters = moved.get();
            met.stream()
                    .filter(layer -> parameters.contains(layer.movingMean().parameter()))
                    .forEach(chosen::add);
        }
        for (String name : names) {
            chosen.add(named(name, owner, calls));
        }
        for (BatchNormalization layer : layers) {
            chosen.add(met.contains(layer) ? layer : unknown(layer.toString(), layer.path(), owner, calls));
        }
        if (chosen.isEmpty()) {
            throw new Complaint(
                            "%s: there is nothing to recalibrate".formatted(owner),
                            "a batch normalization whose statistics training moves",
                            "only ones that stand still, frozen or called with training off: " + paths(calls),
                            "unfreeze them, or name them: Recalibration.exact().layers(\"%s\")"
                                    .formatted(calls.getFirst().layer().name()))
                    .asState();
        }
        return chosen;
    }

    private static BatchNormalization named(String name, String owner, List<NormalizationCall> calls) {
        List<BatchNormalization> found = calls.stream()
                .map(NormalizationCall::layer)
                .filter(layer -> layer.path().equals(name) || layer.name().equals(name))
                .distinct()
                .toList();
        return found.size() == 1 ? found.getFirst() : unknown("\"%s\"".formatted(name), name, owner, calls);
    }

    private static BatchNormalization unknown(String given, String name, String owner, List<NormalizationCall> calls) {
        Set<String> names = paths(calls);
        throw new Complaint(
                        "%s: recalibrate cannot choose this layer".formatted(owner),
                        "one of " + names,
                        given,
                        Nearest.to(name, names)
                                .map(near -> "did you mean \"%s\"?".formatted(near))
                                .orElse("use a path from above"))
                .asArgument();
    }

    private static Set<String> paths(List<NormalizationCall> calls) {
        return calls.stream().map(call -> call.layer().path()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
