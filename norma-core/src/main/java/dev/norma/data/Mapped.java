package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Each element replaced by what a function makes of it. */
record Mapped(Step source, UnaryOperator<Batch> function) implements Step {
    @Override
    public OptionalLong cardinality() {
        return source.cardinality();
    }

    @Override
    public Cursor open() {
        Cursor elements = source.open();
        return new ElementCursor() {
            @Override
            @Nullable
            Batch produce() {
                int number = elements.next();
                return number == END ? null : apply(elements.take(number));
            }

            @Override
            void close() {
                elements.close();
            }
        };
    }

    private Batch apply(Batch element) {
        Batch result = function.apply(element);
        if (result == null || result.isRow() != element.isRow()) {
            throw new Complaint(
                            "the function given to map must return what it was given, a row or a batch",
                            element.isRow() ? "a row, as elements are before batch(n)" : "a batch",
                            result == null ? "null" : (result.isRow() ? "the row " : "the batch ") + result,
                            element.isRow()
                                    ? "make the result with Batch.row, or change the element with mapFeatures"
                                    : "make the result with Batch.of, or change the element with mapFeatures")
                    .asState();
        }
        return result;
    }
}
