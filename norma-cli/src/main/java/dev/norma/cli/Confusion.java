package dev.norma.cli;

import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.List;

/** Which classes were taken for which: one row for each true class, one column for each predicted one. */
final class Confusion {
    private static final int MOST = 20;

    private final List<String> names;
    private final long[][] counts;

    Confusion(List<String> names, Tensor labels, Tensor predictions) {
        this.names = names.stream().map(Shown::of).toList();
        this.counts = new long[names.size()][names.size()];
        Tensor predicted = Ops.argmax(predictions, -1);
        for (long i = 0; i < labels.size(); i++) {
            counts[(int) labels.getFlat(i)][(int) predicted.getFlat(i)]++;
        }
    }

    @Override
    public String toString() {
        if (names.size() > MOST) {
            return "";
        }
        int width = Math.max(5, names.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder("Rows are the true classes, columns the predicted ones.\n");
        text.append(" ".repeat(width));
        names.forEach(name ->
                text.append("  ").append(" ".repeat(width - name.length())).append(name));
        for (int row = 0; row < counts.length; row++) {
            text.append('\n')
                    .append(" ".repeat(width - names.get(row).length()))
                    .append(names.get(row));
            for (long count : counts[row]) {
                text.append("  ").append(("%" + width + "s").formatted(count == 0 ? "." : Long.toString(count)));
            }
        }
        return text.append('\n').toString();
    }
}
