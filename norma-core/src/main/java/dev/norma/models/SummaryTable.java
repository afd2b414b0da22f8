package dev.norma.models;

import java.util.List;
import java.util.StringJoiner;

/** A table drawn with lines; the last column is aligned to the right. */
final class SummaryTable {
    private final List<String> header;
    private final List<List<String>> rows;
    private final int[] widths;

    SummaryTable(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows;
        this.widths = new int[] {33, 24, 15};
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
    }

    void print(StringBuilder text) {
        rule(text, "┏", "━", "┳", "┓");
        line(text, header, "┃");
        rule(text, "┡", "━", "╇", "┩");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                rule(text, "├", "─", "┼", "┤");
            }
            line(text, rows.get(i), "│");
        }
        rule(text, "└", "─", "┴", "┘");
    }

    private void rule(StringBuilder text, String left, String line, String cross, String right) {
        StringJoiner parts = new StringJoiner(cross, left, right + "\n");
        for (int width : widths) {
            parts.add(line.repeat(width + 2));
        }
        text.append(parts);
    }

    private void line(StringBuilder text, List<String> cells, String bar) {
        StringJoiner parts = new StringJoiner(" " + bar + " ", bar + " ", " " + bar + "\n");
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            parts.add(i == widths.length - 1 ? pad + cells.get(i) : cells.get(i) + pad);
        }
        text.append(parts);
    }
}
