package dev.norma.models;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.runtime.Parameter;
import dev.norma.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A model as a table, as Keras prints it. */
final class Summary {
    private final Model model;
    private final StringBuilder text = new StringBuilder();

    private Summary(Model model) {
        this.model = model;
    }

    static String of(Model model) {
        return new Summary(model).print();
    }

    private String print() {
        text.append("Model: \"").append(model.name()).append("\"\n");
        List<List<String>> rows = new ArrayList<>();
        for (Layer layer : model.layers()) {
            rows.add(List.of("%s (%s)".formatted(layer.name(), layer.className()), shape(layer), parameters(layer)));
        }
        new SummaryTable(List.of("Layer (type)", "Output Shape", "Param #"), rows).print(text);
        List<Weight> trained = model.trainableWeights();
        List<Weight> fixed = model.nonTrainableWeights();
        List<Parameter> slots = model.isCompiled() ? model.optimizer().state() : List.of();
        long all = count(trained)
                + count(fixed)
                + slots.stream().mapToLong(p -> p.shape().size()).sum();
        long bytes = bytes(trained)
                + bytes(fixed)
                + slots.stream().mapToLong(Summary::bytes).sum();
        line("Total params", all, bytes);
        line("Trainable params", count(trained), bytes(trained));
        line("Non-trainable params", count(fixed), bytes(fixed));
        if (!slots.isEmpty()) {
            line(
                    "Optimizer<?> params",
                    slots.stream().mapToLong(p -> p.shape().size()).sum(),
                    slots.stream().mapToLong(Summary::bytes).sum());
        }
        Set<Layer> seen = new LinkedHashSet<>();
        collect(model, seen);
        seen.stream()
                .filter(BatchNormalization.class::isInstance)
                .forEach(layer -> switches((BatchNormalization) layer));
        return text.toString();
    }

    private static void collect(Layer layer, Set<Layer> seen) {
        if (seen.add(layer)) {
            layer.layers().forEach(part -> collect(part, seen));
        }
    }

    /** Where a batch normalization is frozen in parts, or not as Keras freezes. */
    private void switches(BatchNormalization layer) {
        List<String> words = layer.switches().inWords();
        if (!words.isEmpty()) {
            text.append(" %s: %s%n"
                    .formatted(layer.path(), String.join(", ", words))
                    .replace(System.lineSeparator(), "\n"));
        }
    }

    private void line(String what, long count, long bytes) {
        text.append(String.format(Locale.ROOT, " %s: %,d (%s)%n", what, count, size(bytes))
                .replace(System.lineSeparator(), "\n"));
    }

    private static String parameters(Layer layer) {
        String count = String.format(Locale.ROOT, "%,d", count(layer.weights()));
        return layer.isBuilt() ? count : count + " (unbuilt)";
    }

    private static String shape(Layer layer) {
        if (layer instanceof InputLayer input) {
            return shape(input.type().shape());
        }
        if (!layer.isBuilt()) {
            return "?";
        }
        return layer.outputTypes(layer.builtFor()).stream()
                .map(type -> shape(type.shape()))
                .collect(Collectors.joining(", "));
    }

    private static String shape(Shape shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", ")");
        for (long dim : shape.toArray()) {
            sizes.add(dim == Shape.UNKNOWN ? "None" : Long.toString(dim));
        }
        return sizes.toString();
    }

    private static long count(List<Weight> weights) {
        return weights.stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    private static long bytes(List<Weight> weights) {
        return weights.stream().mapToLong(weight -> bytes(weight.parameter())).sum();
    }

    private static long bytes(Parameter parameter) {
        return parameter.shape().size() * parameter.dtype().bytes();
    }

    private static String size(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB")) {
            if (size < 1024) {
                return String.format(Locale.ROOT, "%.2f %s", size, unit);
            }
            size /= 1024;
        }
        return String.format(Locale.ROOT, "%.2f TB", size);
    }
}
