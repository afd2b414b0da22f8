package dev.norma.golden;

import dev.norma.activations.Activations;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import java.util.Map;

/** Activations as functions, with the arguments that a case gives. */
final class ActivationCalls {
    private ActivationCalls() {}

    static Value call(String name, Map<String, Object> config, Value x) {
        if (config.isEmpty()) {
            return Activations.named(name).apply(x);
        }
        return switch (name) {
            case "relu" ->
                Ops.relu(
                        x,
                        number(config, "negative_slope", 0),
                        number(config, "max_value", Double.POSITIVE_INFINITY),
                        number(config, "threshold", 0));
            case "leaky_relu" -> Ops.leakyRelu(x, number(config, "negative_slope", 0.2));
            case "elu" -> Ops.elu(x, number(config, "alpha", 1));
            case "celu" -> Ops.celu(x, number(config, "alpha", 1));
            case "gelu" -> Ops.gelu(x, Boolean.TRUE.equals(config.get("approximate")));
            case "glu" -> Ops.glu(x, (int) number(config, "axis", -1));
            case "hard_shrink" -> Ops.hardShrink(x, number(config, "threshold", 0.5));
            case "soft_shrink" -> Ops.softShrink(x, number(config, "threshold", 0.5));
            case "threshold" -> Ops.threshold(x, number(config, "threshold", 0), number(config, "default_value", 0));
            case "squareplus" -> Ops.squareplus(x, number(config, "b", 4));
            case "softmax" -> Ops.softmax(x, (int) number(config, "axis", -1));
            case "log_softmax" -> Ops.logSoftmax(x, (int) number(config, "axis", -1));
            case "sparsemax" -> Ops.sparsemax(x, (int) number(config, "axis", -1));
            default -> throw new AssertionError("no call of " + name + " with " + config);
        };
    }

    private static double number(Map<String, Object> config, String key, double preset) {
        return config.get(key) instanceof Number number ? number.doubleValue() : preset;
    }
}
