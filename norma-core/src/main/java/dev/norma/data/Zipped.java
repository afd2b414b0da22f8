package dev.norma.data;

import dev.norma.tensor.Complaint;
import java.util.OptionalLong;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Elements made of one of each source, as long as both have some. */
record Zipped(Step first, Step second, BinaryOperator<Batch> merge) implements Step {
    @Override
    public OptionalLong cardinality() {
        return Cardinality.combine(first.cardinality(), second.cardinality(), Math::min);
    }

    @Override
    public Cursor open() {
        Cursor left = first.open();
        Cursor right = openBeside(left);
        return new ElementCursor() {
            @Override
            @Nullable
            Batch produce() {
                int a = left.next();
                if (a == END) {
                    return null;
                }
                int b = right.next();
                return b == END ? null : merged(left.take(a), right.take(b));
            }

            @Override
            void close() {
                left.close();
                right.close();
            }
        };
    }

    private Cursor openBeside(Cursor left) {
        try {
            return second.open();
        } catch (Throwable failure) {
            left.close();
            throw failure;
        }
    }

    private Batch merged(Batch a, Batch b) {
        Batch result = merge.apply(a, b);
        if (result == null) {
            throw new Complaint(
                            "the function given to zip must return an element",
                            "a row or a batch",
                            "null",
                            "leave elements out with filter")
                    .asState();
        }
        return result;
    }
}
