package dev.norma.data;

import dev.norma.tensor.DType;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The rows of tensors that are in memory as a whole, as a step. */
record Rows(Batch whole) implements Step {
    /** The rows of these numbers, counted from 0, as one batch. */
    static Batch where(Batch whole, IntPredicate chosen) {
        int[] numbers =
                IntStream.range(0, Math.toIntExact(whole.size())).filter(chosen).toArray();
        return whole.rebuilt(tensor -> select(tensor, numbers, numbers.length), false);
    }

    @Override
    public OptionalLong cardinality() {
        return OptionalLong.of(whole.size());
    }

    @Override
    public Cursor open() {
        return new RowsCursor(whole);
    }

    private static final class RowsCursor extends Cursor {
        private final Batch whole;
        private final long size;
        private int at;

        RowsCursor(Batch whole) {
            this.whole = whole;
            this.size = whole.size();
        }

        @Override
        int next() {
            return at < size ? at++ : END;
        }

        @Override
        Batch take(int number) {
            return whole.rebuilt(tensor -> row(tensor, number), true);
        }

        @Override
        Batch gather(int[] numbers, int count) {
            if (isRun(numbers, count)) {
                return whole.rebuilt(tensor -> tensor.rows(numbers[0], numbers[0] + count), false);
            }
            return whole.rebuilt(tensor -> select(tensor, numbers, count), false);
        }

        @Override
        void drop(int number) {}

        @Override
        boolean numbersLast() {
            return true;
        }
    }

    private static Tensor row(Tensor tensor, int number) {
        return tensor.rows(number, number + 1).reshape(tensor.shape().without(0));
    }

    private static boolean isRun(int[] numbers, int count) {
        for (int i = 1; i < count; i++) {
            if (numbers[i] != numbers[0] + i) {
                return false;
            }
        }
        return true;
    }

    private static Tensor select(Tensor tensor, int[] numbers, int count) {
        TensorType type = tensor.type().withShape(tensor.shape().withDim(0, count));
        if (type.dtype() == DType.STRING) {
            return selectStrings(tensor, type, numbers, count);
        }
        MemorySegment from = tensor.segment();
        MemorySegment to = Elements.allocate(type.dtype(), type.shape().size());
        long row = count == 0 ? 0 : to.byteSize() / count;
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(from, numbers[i] * row, to, i * row, row);
        }
        return Tensor.adopt(type, to);
    }

    private static Tensor selectStrings(Tensor tensor, TensorType type, int[] numbers, int count) {
        Tensor flat = tensor.reshape(tensor.size());
        int row = count == 0 ? 0 : (int) (type.shape().size() / count);
        String[] chosen = new String[count * row];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = flat.getString((long) numbers[i / row] * row + i % row);
        }
        return Tensor.ofStrings(type.shape(), chosen);
    }
}
