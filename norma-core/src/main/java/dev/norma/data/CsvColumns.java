package dev.norma.data;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a CSV file that become one tensor of a row, for {@link CsvSource#decode}. Chosen by number, from left to
 * right, or by name where the files have a header.
 *
 * <pre>{@code
 * features(5), label(1)                                    // five numbers and a class number
 * features("age", "income"), target("price").orElse(0)     // a number to predict; 0 where the cell is empty
 * skip(1), features(4), label(1).classes("no", "yes")      // texts as class numbers
 * }</pre>
 *
 * <pre>
 *   features    float32 [columns]
 *   label       int32 []      where there is one column, else int32 [columns]
 *   target      float32 []    where there is one column, else float32 [columns]
 *   weight      float32 []
 * </pre>
 *
 * @param role what the tensor is for
 * @param name what it is called; null for {@code x} or {@code y}
 * @param count how many columns
 * @param columns their names; empty where they are chosen by number
 * @param dtype the type of the elements
 * @param missing what stands for a missing cell; null where that is an error
 * @param classes what the class numbers stand for; empty where cells hold the numbers
 */
public record CsvColumns(
        Role role,
        @Nullable String name,
        int count,
        List<String> columns,
        DType dtype,
        @Nullable String missing,
        List<String> classes) {

    /** What a tensor of a row is for. */
    public enum Role {
        /** A model's input. */
        FEATURES,
        /** What the model is to say. */
        LABEL,
        /** How much the row counts. */
        WEIGHT,
        /** Nothing. */
        SKIPPED
    }

    /** Checks the number of columns and copies the lists. */
    public CsvColumns {
        columns = List.copyOf(columns);
        classes = List.copyOf(classes);
        if (count < 1) {
            throw new Complaint(
                            "a tensor needs columns",
                            "1 or more columns",
                            Integer.toString(count),
                            "give the number of columns, or their names")
                    .asArgument();
        }
    }

    private static CsvColumns of(Role role, int count, List<String> columns, DType dtype) {
        return new CsvColumns(role, null, count, columns, dtype, null, List.of());
    }

    /** The next so many columns as float32 features. */
    public static CsvColumns features(int count) {
        return of(Role.FEATURES, count, List.of(), DType.FLOAT32);
    }

    /** These columns as float32 features. */
    public static CsvColumns features(String... columns) {
        return of(Role.FEATURES, columns.length, List.of(columns), DType.FLOAT32);
    }

    /** The next so many columns as int32 labels, such as class numbers. */
    public static CsvColumns label(int count) {
        return of(Role.LABEL, count, List.of(), DType.INT32);
    }

    /** These columns as int32 labels, such as class numbers. */
    public static CsvColumns label(String... columns) {
        return of(Role.LABEL, columns.length, List.of(columns), DType.INT32);
    }

    /** The next so many columns as float32 labels: numbers to predict. */
    public static CsvColumns target(int count) {
        return label(count).as(DType.FLOAT32);
    }

    /** These columns as float32 labels: numbers to predict. */
    public static CsvColumns target(String... columns) {
        return label(columns).as(DType.FLOAT32);
    }

    /** The next column as the weight of the row. */
    public static CsvColumns weight() {
        return of(Role.WEIGHT, 1, List.of(), DType.FLOAT32);
    }

    /** This column as the weight of the row. */
    public static CsvColumns weight(String column) {
        return of(Role.WEIGHT, 1, List.of(column), DType.FLOAT32);
    }

    /** The next so many columns are not used. */
    public static CsvColumns skip(int count) {
        return of(Role.SKIPPED, count, List.of(), DType.FLOAT32);
    }

    /** The same with a name, for models with several inputs or outputs. */
    public CsvColumns named(String other) {
        return new CsvColumns(role, other, count, columns, dtype, missing, classes);
    }

    /** The same with elements of another type; {@link DType#STRING} keeps the text. */
    public CsvColumns as(DType other) {
        return new CsvColumns(role, name, count, columns, other, missing, classes);
    }

    /** The same with a number for missing cells. */
    public CsvColumns orElse(double number) {
        return orElse(
                number == Math.rint(number) && Math.abs(number) < 1e15
                        ? Long.toString((long) number)
                        : Double.toString(number));
    }

    /** The same with a text for missing cells, read as if it stood there. */
    public CsvColumns orElse(String text) {
        return new CsvColumns(role, name, count, columns, dtype, text, classes);
    }

    /** The same with texts in the cells that become class numbers: 0 for the first of these, 1 for the second, ... */
    public CsvColumns classes(String... names) {
        return new CsvColumns(role, name, count, columns, DType.INT32, missing, List.of(names));
    }

    boolean isScalar() {
        return role == Role.WEIGHT || (role == Role.LABEL && count == 1);
    }

    String key() {
        return name != null ? name : role == Role.LABEL ? Batch.Y : Batch.X;
    }
}
