package dev.norma.cli;

import dev.norma.ops.Ops;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which classes were taken for which: a table with one row for each true class and one column for each predicted one; of many
 * classes, a list of what was mistaken most often.
 */
final class Confusion {
    private static final int MOST_IN_A_TABLE = 20;
    private static final int LONGEST_NAME = 20;
    private static final int MISTAKES = 10;

    /** Rows of one class that were taken for one, the same or another. */
    private record Pair(int truth, int predicted) {}

    private final List<String> names;
    /** Only the pairs that occur: of thousands of classes there would be millions. */
    private final Map<Pair, Long> counts = new HashMap<>();

    Confusion(List<String> names, Tensor labels, Tensor predictions) {
        this.names = names.stream().map(name -> Shown.plain(name, LONGEST_NAME)).toList();
        Tensor predicted = Ops.argmax(predictions, -1);
        for (long i = 0; i < labels.size(); i++) {
            counts.merge(new Pair((int) labels.getFlat(i), (int) predicted.getFlat(i)), 1L, Long::sum);
        }
    }

    @Override
    public String toString() {
        return names.size() <= MOST_IN_A_TABLE ? table() : mistakes();
    }

    private String table() {
        int width = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder("Rows are the true classes, columns the predicted ones.\n");
        text.append(" ".repeat(width));
        names.forEach(name -> text.append("  ").append(right(name, width)));
        for (int truth = 0; truth < names.size(); truth++) {
            text.append('\n').append(right(names.get(truth), width));
            for (int predicted = 0; predicted < names.size(); predicted++) {
                Long count = counts.get(new Pair(truth, predicted));
                text.append("  ").append(right(count == null ? "." : Long.toString(count), width));
            }
        }
        return text.append('\n').toString();
    }

    private String mistakes() {
        List<Map.Entry<Pair, Long>> found = counts.entrySet().stream()
                .filter(count -> count.getKey().truth != count.getKey().predicted)
                .sorted(Comparator.comparingLong((Map.Entry<Pair, Long> count) -> -count.getValue())
                        .thenComparingInt(count -> count.getKey().truth)
                        .thenComparingInt(count -> count.getKey().predicted))
                .limit(MISTAKES)
                .toList();
        StringBuilder text = new StringBuilder(
                found.isEmpty()
                        ? "No class was taken for another.\n"
                        : "Most often mistaken, of %d classes:\n".formatted(names.size()));
        found.forEach(count -> text.append("  %s was taken for %s: %d\n"
                .formatted(names.get(count.getKey().truth), names.get(count.getKey().predicted), count.getValue())));
        return text.toString();
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
