package dev.norma.data;

import java.util.BitSet;

/**
 * A row of a CSV file.
 *
 * @param line the physical line on which it begins, counted from 1
 * @param cells what is in it; without surrounding blanks where there were no quotes
 * @param quoted which cells were in quotes
 */
record CsvRow(long line, String[] cells, BitSet quoted) {
    int size() {
        return cells.length;
    }

    String cell(int column) {
        return cells[column];
    }

    /** Whether there is nothing in it: an empty line, or blanks. */
    boolean isBlank() {
        return cells.length == 1 && cells[0].isEmpty() && !quoted.get(0);
    }

    /** The physical line on which a cell begins: line breaks in the cells before it count. */
    long lineOf(int column) {
        long at = line;
        for (int i = 0; i < column; i++) {
            if (quoted.get(i)) {
                at += LineBreaks.count(cells[i]);
            }
        }
        return at;
    }
}
