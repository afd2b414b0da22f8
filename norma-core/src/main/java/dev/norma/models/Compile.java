package dev.norma.models;

import dev.norma.layers.Freezing;
import dev.norma.layers.Layer;
import dev.norma.losses.Loss;
import dev.norma.losses.Losses;
import dev.norma.metrics.Metric;
import dev.norma.metrics.Metrics;
import dev.norma.optimizers.LossScaleOptimizer;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.Optimizers;
import dev.norma.tensor.Complaint;
import dev.norma.training.Compilation;
import dev.norma.training.Network;
import dev.norma.training.OnNonFinite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to train, in every detail; {@link Model#compile(Optimizer, Loss, Object...)} says the usual in one line.
 *
 * <pre>{@code
 * model.compile(Compile.with(new Adam())
 *         .loss("digit", new SparseCategoricalCrossentropy())
 *         .loss("parity", new BinaryCrossentropy(), 0.5)
 *         .metricsOf("digit", "accuracy"));
 * }</pre>
 */
public final class Compile {
    private static final String ALL = "";

    private final Optimizer<?> optimizer;
    private final Map<String, Object> losses = new LinkedHashMap<>();
    private final Map<String, Double> weights = new LinkedHashMap<>();
    private final Map<String, List<Object>> metrics = new LinkedHashMap<>();
    private final Map<String, List<Object>> weightedMetrics = new LinkedHashMap<>();
    private OnNonFinite onNonFinite = OnNonFinite.THROW;
    private boolean autoScaleLoss = true;

    private Compile(Optimizer<?> optimizer) {
        this.optimizer = optimizer;
    }

    /** With this optimizer. */
    public static Compile with(Optimizer<?> optimizer) {
        return new Compile(optimizer);
    }

    /** With the optimizer of this name, for example {@code "adam"}. */
    public static Compile with(String optimizer) {
        return new Compile(Optimizers.named(optimizer));
    }

    /** The loss of the only output, or of all. */
    public Compile loss(Loss loss) {
        return loss(ALL, loss);
    }

    /**
     * The loss of the only output, or of all, by name, for example {@code "mse"}; {@code "crossentropy"} becomes the one that
     * suits labels and predictions.
     */
    public Compile loss(String loss) {
        return loss(ALL, loss);
    }

    /** The loss of an output. */
    public Compile loss(String output, Loss loss) {
        return loss(output, loss, 1);
    }

    /** The loss of an output by name. */
    public Compile loss(String output, String loss) {
        return loss(output, loss, 1);
    }

    /** The loss of an output, and how much it counts. */
    public Compile loss(String output, Loss loss, double weight) {
        return add(output, loss, weight);
    }

    /** The loss of an output by name, and how much it counts. */
    public Compile loss(String output, String loss, double weight) {
        Losses.check(loss);
        return add(output, loss, weight);
    }

    private Compile add(String output, Object loss, double weight) {
        losses.put(output, loss);
        weights.put(output, weight);
        return this;
    }

    /** The metrics of the only output, or of all: names such as {@code "accuracy"}, or metrics. */
    public Compile metrics(Object... given) {
        return metricsOf(ALL, given);
    }

    /** The metrics of an output: names such as {@code "accuracy"}, or metrics. */
    public Compile metricsOf(String output, Object... given) {
        metrics.put(output, checked(given));
        return this;
    }

    /** Metrics of the only output, or of all, in which sample weights count. */
    public Compile weightedMetrics(Object... given) {
        return weightedMetricsOf(ALL, given);
    }

    /** Metrics of an output in which sample weights count. */
    public Compile weightedMetricsOf(String output, Object... given) {
        weightedMetrics.put(output, checked(given));
        return this;
    }

    private static List<Object> checked(Object... given) {
        for (Object metric : given) {
            if (!(metric instanceof Metric)) {
                Metrics.check(metric.toString());
            }
        }
        return List.of(given);
    }

    /** What a step does whose loss or new state is not finite: it throws unless set. */
    public Compile onNonFinite(OnNonFinite reaction) {
        onNonFinite = reaction;
        return this;
    }

    /**
     * Whether the optimizer is put into a {@link LossScaleOptimizer} where a layer computes by the policy mixed_float16: it
     * is unless set, or the optimizer scales the loss itself.
     */
    public Compile autoScaleLoss(boolean scale) {
        autoScaleLoss = scale;
        return this;
    }

    private Optimizer<?> optimizer(Layer network) {
        boolean scales = optimizer instanceof LossScaleOptimizer || optimizer.scalesLoss();
        return autoScaleLoss && !scales && needsScale(network) ? new LossScaleOptimizer(optimizer) : optimizer;
    }

    private static boolean needsScale(Layer layer) {
        return layer.policy().name().equals("mixed_float16")
                || layer.layers().stream().anyMatch(Compile::needsScale);
    }

    Compilation resolve(Network network, Freezing freezing) {
        List<String> outputs = network.outputs().isEmpty() ? List.of(ALL) : network.outputs();
        Stream.of(losses, metrics, weightedMetrics)
                .flatMap(map -> map.keySet().stream())
                .forEach(name -> refuseUnknown(name, outputs));
        if (outputs.size() > 1) {
            refuseShared(metrics);
            refuseShared(weightedMetrics);
        }
        return new Compilation(
                optimizer(network.layer()),
                losses.isEmpty() ? List.of() : pick(outputs, losses),
                outputs.stream().map(o -> weights.getOrDefault(o, 1.0)).toList(),
                outputs.stream().map(o -> metricsOf(metrics, o)).toList(),
                outputs.stream().map(o -> metricsOf(weightedMetrics, o)).toList(),
                freezing,
                onNonFinite);
    }

    private static void refuseUnknown(String name, List<String> outputs) {
        if (!name.equals(ALL) && !outputs.contains(name)) {
            throw new Complaint(
                            "compile: there is no output \"%s\"".formatted(name),
                            "one of " + outputs,
                            "\"" + name + "\"",
                            "use the names of the output layers")
                    .asArgument();
        }
    }

    /** A metric gathers numbers of one output. */
    private static void refuseShared(Map<String, List<Object>> given) {
        for (Object metric : given.getOrDefault(ALL, List.of())) {
            if (metric instanceof Metric own) {
                throw new Complaint(
                                "compile: metric \"%s\" cannot belong to several outputs".formatted(own.name()),
                                "one output for each metric",
                                "one metric for all outputs",
                                "name the output: metricsOf(\"...\", metric); or give the metric by name")
                        .asArgument();
            }
        }
    }

    private static List<@Nullable Object> pick(List<String> outputs, Map<String, Object> losses) {
        List<@Nullable Object> picked = new ArrayList<>();
        outputs.forEach(output -> picked.add(losses.getOrDefault(output, losses.get(ALL))));
        return picked;
    }

    private static List<Object> metricsOf(Map<String, List<Object>> metrics, String output) {
        return metrics.getOrDefault(output, metrics.getOrDefault(ALL, List.of()));
    }
}
