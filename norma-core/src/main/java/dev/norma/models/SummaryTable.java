package dev.norma.models;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A table drawn with lines. */
final class SummaryTable {
    /** On which side of its column a text stands. */
    enum Side {
        LEFT,
        CENTRE,
        RIGHT
    }

    /** What stands above a column, and where its texts stand. */
    record Column(String title, Side side) {}

    private final List<Column> columns;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param widths those of the columns, the space beside the text included
     */
    SummaryTable(List<Column> columns, int[] widths) {
        this.columns = columns;
        this.widths = widths;
    }

    void add(List<String> row) {
        rows.add(row);
    }

    void print(StringBuilder text) {
        rule(text, "┏", "━", "┳", "┓");
        row(text, columns.stream().map(Column::title).toList(), "┃");
        rule(text, "┡", "━", "╇", "┩");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                rule(text, "├", "─", "┼", "┤");
            }
            row(text, rows.get(i), "│");
        }
        rule(text, "└", "─", "┴", "┘");
    }

    private void rule(StringBuilder text, String left, String line, String cross, String right) {
        StringJoiner parts = new StringJoiner(cross, left, right + "\n");
        for (int width : widths) {
            parts.add(line.repeat(width));
        }
        text.append(parts);
    }

    private void row(StringBuilder text, List<String> cells, String bar) {
        List<List<String>> lines = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            lines.add(SummaryText.lines(cells.get(i), widths[i] - 2));
            height = Math.max(height, lines.getLast().size());
        }
        for (int line = 0; line < height; line++) {
            StringJoiner parts = new StringJoiner(" " + bar + " ", bar + " ", " " + bar + "\n");
            for (int i = 0; i < widths.length; i++) {
                List<String> cell = lines.get(i);
                parts.add(placed(line < cell.size() ? cell.get(line) : "", i));
            }
            text.append(parts);
        }
    }

    private String placed(String line, int column) {
        int free = widths[column] - 2 - line.length();
        int before = switch (columns.get(column).side()) {
            case LEFT -> 0;
            case CENTRE -> free / 2;
            case RIGHT -> free;
        };
        return " ".repeat(before) + line + " ".repeat(free - before);
    }
}
