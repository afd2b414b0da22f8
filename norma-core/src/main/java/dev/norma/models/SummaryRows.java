package dev.norma.models;

import dev.norma.graph.Node;
import dev.norma.graph.Value;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.tensor.Complaint;
import dev.norma.tensor.Nearest;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a summary: one for each layer, and for each operation beside the layers. */
final class SummaryRows {
    private final SummaryOptions options;
    private final @Nullable SummaryWiring wiring;

    /**
     * Rows.
     *
     * @param wiring how layers branch; null where they do not
     */
    SummaryRows(SummaryOptions options, @Nullable SummaryWiring wiring) {
        this.options = options;
        this.wiring = wiring;
    }

    /** The rows of layers and nodes of operations, given with their names. */
    List<List<String>> of(List<Entry> entries) {
        List<List<String>> rows = new ArrayList<>();
        for (Entry entry : chosen(entries)) {
            switch (entry.callee()) {
                case Layer layer -> add(rows, layer, 0);
                case Node node -> rows.add(operation(entry.name(), node));
                default -> throw new AssertionError("neither layer nor operation: " + entry);
            }
        }
        return rows;
    }

    /**
     * Something that is called.
     *
     * @param callee a layer, or the node of an operation
     */
    record Entry(String name, Object callee) {}

    private List<Entry> chosen(List<Entry> entries) {
        SummaryOptions.LayerRange range = options.range();
        if (range == null) {
            return entries;
        }
        List<Integer> first = matching(entries, range.first());
        List<Integer> last = matching(entries, range.last());
        return first.getFirst() <= last.getLast()
                ? entries.subList(first.getFirst(), last.getLast() + 1)
                : entries.subList(last.getFirst(), first.getLast() + 1);
    }

    private static List<Integer> matching(List<Entry> entries, String regex) {
        Pattern pattern = Pattern.compile(regex);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (pattern.matcher(entries.get(i).name()).lookingAt()) {
                found.add(i);
            }
        }
        if (found.isEmpty()) {
            List<String> names = entries.stream().map(Entry::name).toList();
            throw new Complaint(
                            "summary: no layer's name begins like this",
                            "one of " + names,
                            "\"" + regex + "\"",
                            Nearest.to(regex, names)
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("use one of the names above"))
                    .asArgument();
        }
        return found;
    }

    private void add(List<List<String>> rows, Layer layer, int depth) {
        String prefix = depth == 0 ? "" : "   ".repeat(depth) + "└ ";
        List<String> row = new ArrayList<>();
        row.add("%s%s (%s)".formatted(prefix, layer.name(), layer.className()));
        row.add(shape(layer));
        row.add(parameters(layer));
        if (wiring != null) {
            row.add(wiring.connectedTo(layer));
        }
        if (options.showTrainable()) {
            row.add(layer.weights().isEmpty() ? "-" : layer.trainable() ? "Y" : "N");
        }
        rows.add(row);
        if (options.expandNested() && layer instanceof Model) {
            layer.layers().forEach(part -> add(rows, part, depth + 1));
        }
    }

    private List<String> operation(String name, Node node) {
        List<String> row = new ArrayList<>();
        row.add("%s (%s)".formatted(name, SummaryWiring.className(node.op())));
        row.add(shapes(node.results().stream().map(Value::type).toList()));
        row.add("0");
        if (wiring != null) {
            row.add(wiring.connectedTo(node));
        }
        if (options.showTrainable()) {
            row.add("-");
        }
        return row;
    }

    private static String parameters(Layer layer) {
        long count = layer.weights().stream()
                .map(Weight::shape)
                .mapToLong(Shape::size)
                .sum();
        String text = String.format(Locale.ROOT, "%,d", count);
        return layer.isBuilt() ? text : text + " (unbuilt)";
    }

    /** What the layer gave in its last call, else what it gives for what it was built for. */
    private static String shape(Layer layer) {
        if (!layer.calls().isEmpty()) {
            return shapes(
                    layer.calls().getLast().results().stream().map(Value::type).toList());
        }
        return layer.isBuilt() ? shapes(layer.outputTypes(layer.builtFor())) : "?";
    }

    private static String shapes(List<TensorType> types) {
        String joined = types.stream().map(type -> shape(type.shape())).collect(Collectors.joining(", "));
        return types.size() == 1 ? joined : "[" + joined + "]";
    }

    private static String shape(Shape shape) {
        StringJoiner sizes = new StringJoiner(", ", "(", ")");
        for (long dim : shape.toArray()) {
            sizes.add(dim == Shape.UNKNOWN ? "None" : Long.toString(dim));
        }
        return sizes.toString();
    }
}
