package dev.norma.cli;

import dev.norma.ops.Ops;
import dev.norma.tensor.Shown;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which classes were taken for which: a table with one row for each true class and one column for each predicted one; of many
 * classes, a list of what was mistaken most often.
 */
final class Confusion {
    private static final int MOST_IN_A_TABLE = 20;
    private static final int LONGEST_NAME = 20;
    private static final int MISTAKES = 10;

    private final List<String> names;
    private final long[][] counts;

    Confusion(List<String> names, Tensor labels, Tensor predictions) {
        this.names = names.stream().map(name -> Shown.plain(name, LONGEST_NAME)).toList();
        this.counts = new long[names.size()][names.size()];
        Tensor predicted = Ops.argmax(predictions, -1);
        for (long i = 0; i < labels.size(); i++) {
            counts[(int) labels.getFlat(i)][(int) predicted.getFlat(i)]++;
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
        for (int row = 0; row < counts.length; row++) {
            text.append('\n').append(right(names.get(row), width));
            for (long count : counts[row]) {
                text.append("  ").append(right(count == 0 ? "." : Long.toString(count), width));
            }
        }
        return text.append('\n').toString();
    }

    private record Mistake(int truth, int predicted, long count) {}

    private String mistakes() {
        List<Mistake> found = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (truth != predicted && counts[truth][predicted] > 0) {
                    found.add(new Mistake(truth, predicted, counts[truth][predicted]));
                }
            }
        }
        found.sort(Comparator.comparingLong(Mistake::count).reversed());
        StringBuilder text = new StringBuilder(
                found.isEmpty()
                        ? "No class was taken for another.\n"
                        : "Most often mistaken, of %d classes:\n".formatted(names.size()));
        found.stream()
                .limit(MISTAKES)
                .forEach(mistake -> text.append("  %s was taken for %s: %d\n"
                        .formatted(names.get(mistake.truth), names.get(mistake.predicted), mistake.count)));
        return text.toString();
    }

    private static String right(String text, int width) {
        return " ".repeat(width - text.length()) + text;
    }
}
