package dev.norma.data;

import dev.norma.tensor.Complaint;

/**
 * How a table becomes tensors.
 *
 * @param label the column that is to be predicted
 * @param target what that column is, {@link Target#AUTO} unless set
 * @param categories the largest number of different texts in a column, and of classes; 1,000 unless set
 */
public record PreparationOptions(String label, Target target, int categories) {
    /** Checks the limit. */
    public PreparationOptions {
        if (categories < 1) {
            throw new Complaint(
                            "the limit of categories cannot be this",
                            "a number from 1",
                            Integer.toString(categories),
                            "give another limit, or leave it out for 1,000")
                    .asArgument();
        }
    }

    /** To predict this column, with all else as usual. */
    public static PreparationOptions label(String column) {
        return new PreparationOptions(column, Target.AUTO, 1_000);
    }

    /** The same with another kind of label. */
    public PreparationOptions target(Target other) {
        return new PreparationOptions(label, other, categories);
    }

    /** The same with another limit. */
    public PreparationOptions categories(int limit) {
        return new PreparationOptions(label, target, limit);
    }
}
