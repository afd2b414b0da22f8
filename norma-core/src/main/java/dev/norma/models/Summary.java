package dev.norma.models;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.models.SummaryTable.Column;
import dev.norma.models.SummaryTable.Side;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.Parameter;
import dev.norma.training.Compilation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A model as a table, as Keras prints it. */
final class Summary {
    private final Model model;
    private final SummaryOptions options;
    private final StringBuilder text = new StringBuilder();

    private Summary(Model model, SummaryOptions options) {
        this.model = model;
        this.options = options;
    }

    static String of(Model model, SummaryOptions options) {
        return new Summary(model, options).print();
    }

    private String print() {
        text.append("Model: \"").append(model.name()).append("\"\n");
        table();
        List<Parameter> trained = parameters(model.trainableWeights());
        List<Parameter> fixed = parameters(model.nonTrainableWeights());
        List<Parameter> slots = model.compiled()
                .map(Compilation::optimizer)
                .filter(Optimizer::isBuilt)
                .map(optimizer -> optimizer.state())
                .orElse(List.of());
        List<Parameter> all = new ArrayList<>(trained);
        all.addAll(fixed);
        all.addAll(slots);
        line("Total params", all);
        line("Trainable params", trained);
        line("Non-trainable params", fixed);
        if (!slots.isEmpty()) {
            line("Optimizer params", slots);
        }
        Set<Layer> seen = new LinkedHashSet<>();
        collect(model, seen);
        seen.stream()
                .filter(BatchNormalization.class::isInstance)
                .forEach(layer -> switches((BatchNormalization) layer));
        return text.toString();
    }

    private void table() {
        SummaryWiring wired = model.outline().map(SummaryWiring::new).orElse(null);
        SummaryWiring branching = wired == null || wired.isChain() ? null : wired;
        boolean branches = branching != null;
        int[] widths = SummaryWidths.of(options.positions(branches), options.lineLength(branches));
        SummaryTable table = new SummaryTable(columns(branches), widths);
        new SummaryRows(options, branching).of(entries(wired)).forEach(table::add);
        table.print(text);
    }

    private List<Column> columns(boolean branches) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Layer (type)", Side.LEFT));
        columns.add(new Column("Output Shape", Side.LEFT));
        columns.add(new Column("Param #", Side.RIGHT));
        if (branches) {
            columns.add(new Column("Connected to", Side.LEFT));
        }
        if (options.showTrainable()) {
            columns.add(new Column("Trainable", Side.CENTRE));
        }
        return columns;
    }

    private List<SummaryRows.Entry> entries(@Nullable SummaryWiring wired) {
        return wired != null
                ? wired.entries()
                : model.layers().stream()
                        .map(layer -> new SummaryRows.Entry(layer.name(), layer))
                        .toList();
    }

    private static void collect(Layer layer, Set<Layer> seen) {
        if (seen.add(layer)) {
            layer.layers().forEach(part -> collect(part, seen));
        }
    }

    /** Where a batch normalization is not Keras 3's, or frozen in parts. */
    private void switches(BatchNormalization layer) {
        List<String> words = new ArrayList<>(layer.switches().inWords());
        if (layer.semantics().isLegacy()) {
            words.addFirst("semantics of " + layer.semantics().name().toLowerCase(Locale.ROOT));
        }
        if (!words.isEmpty()) {
            text.append(" ")
                    .append(layer.path())
                    .append(": ")
                    .append(String.join(", ", words))
                    .append('\n');
        }
    }

    private static List<Parameter> parameters(List<Weight> weights) {
        return weights.stream().map(Weight::parameter).toList();
    }

    private void line(String what, List<Parameter> parameters) {
        long count = 0;
        long bytes = 0;
        for (Parameter parameter : parameters) {
            count += parameter.shape().size();
            bytes += parameter.shape().size() * parameter.dtype().bytes();
        }
        text.append(String.format(Locale.ROOT, " %s: %,d (%s)", what, count, size(bytes)))
                .append('\n');
    }

    private static String size(long bytes) {
        double size = bytes;
        for (String unit : List.of("B", "KB", "MB", "GB", "TB")) {
            if (size < 1024) {
                return String.format(Locale.ROOT, "%.2f %s", size, unit);
            }
            size /= 1024;
        }
        return String.format(Locale.ROOT, "%.2f PB", size);
    }
}
