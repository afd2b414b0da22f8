package dev.norma.cli;

import dev.norma.layers.Layer;
import dev.norma.models.Sequential;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.Locale;

/**
 * What training a network takes at least, worked out before anything is allocated: of each weight its value, its gradient and the
 * optimizer's two slots; of each layer its results and their gradients for the rows of a step.
 *
 * @param bytes of the whole network
 * @param largest the layer that takes most of it
 * @param largestBytes what that takes
 */
record MemoryNeed(double bytes, String largest, double largestBytes) {
    private static final int OF_A_WEIGHT = 4;
    private static final int OF_A_RESULT = 2;

    static MemoryNeed of(Sequential net, long rows) {
        double bytes = 0;
        String largest = "";
        double largestBytes = 0;
        for (Layer layer : net.layers()) {
            double need = weights(layer) * OF_A_WEIGHT + results(layer) * (double) rows * OF_A_RESULT;
            bytes += need;
            if (need > largestBytes) {
                largest = layer.path();
                largestBytes = need;
            }
        }
        return new MemoryNeed(bytes, largest, largestBytes);
    }

    /**
     * Refuses what does not fit.
     *
     * @throws IllegalArgumentException if it takes more than Java's memory may grow to: half of the machine's, unless set
     */
    void check() {
        check(Runtime.getRuntime().maxMemory());
    }

    void check(long most) {
        if (bytes > (double) most) {
            throw new Complaint(
                            "layer \"%s\": the network is too large to be trained here".formatted(largest),
                            "at most %s, to which Java's memory may grow".formatted(shown((double) most)),
                            "%s, %s of them for this layer".formatted(shown(bytes), shown(largestBytes)),
                            "lower --hidden or --batch-size, or give Java more than half of the machine's memory: NORMA_JAVA_OPTIONS=-XX:MaxRAMPercentage=80")
                    .asArgument();
        }
    }

    private static double weights(Layer layer) {
        return layer.weights().stream()
                .mapToDouble(weight -> elements(weight.parameter().type())
                        * weight.parameter().dtype().bytes())
                .sum();
    }

    /** Bytes of one example. */
    private static double results(Layer layer) {
        return layer.isBuilt()
                ? layer.outputTypes(layer.builtFor()).stream()
                        .mapToDouble(type -> elements(type) * DType.FLOAT32.bytes())
                        .sum()
                : 0;
    }

    /** Their number, unknown sizes counted as 1; a long would overflow. */
    private static double elements(TensorType type) {
        double elements = 1;
        for (long dim : type.shape().toArray()) {
            elements *= (double) Math.abs(dim);
        }
        return elements;
    }

    private static String shown(double bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (1 << 30));
    }
}
