package dev.norma.data;

import dev.norma.tensor.Complaint;

/**
 * How much of a CSV file is read before it is refused, so that a file that is no table does not fill the memory.
 *
 * @param columns the largest number of columns, 16,384 unless set
 * @param rowLength the largest number of characters in a row, line breaks between quotes included, 4,194,304 unless set
 */
public record CsvLimits(int columns, int rowLength) {
    /** 16,384 columns, 4,194,304 characters in a row. */
    public static final CsvLimits DEFAULT = new CsvLimits(16_384, 4_194_304);

    private static final int LARGEST = 1 << 29;

    /** Checks the numbers. */
    public CsvLimits {
        check("columns", columns);
        check("rowLength", rowLength);
    }

    private static void check(String name, int limit) {
        if (limit < 1 || limit > LARGEST) {
            throw new Complaint(
                            "the limit %s of CSV files cannot be this".formatted(name),
                            "a number from 1 to " + LARGEST,
                            Integer.toString(limit),
                            "give another limit, or use CsvLimits.DEFAULT")
                    .asArgument();
        }
    }
}
