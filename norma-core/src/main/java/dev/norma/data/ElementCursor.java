package dev.norma.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cursor over elements that are made one by one; it keeps those that were numbered and not taken yet. */
abstract class ElementCursor extends Cursor {
    private @Nullable Batch[] kept = new Batch[1];
    private int[] free = {0};
    private int freeCount = 1;
    private boolean ended;

    /** The next element, or null at the end. */
    abstract @Nullable Batch produce();

    @Override
    final int next() {
        if (ended) {
            return END;
        }
        Batch element = produce();
        if (element == null) {
            ended = true;
            return END;
        }
        if (freeCount == 0) {
            grow();
        }
        int number = free[--freeCount];
        kept[number] = element;
        return number;
    }

    @Override
    final Batch take(int number) {
        Batch element = Objects.requireNonNull(kept[number]);
        kept[number] = null;
        free[freeCount++] = number;
        return element;
    }

    private void grow() {
        int old = kept.length;
        kept = Arrays.copyOf(kept, old * 2);
        free = new int[kept.length];
        for (int number = kept.length - 1; number >= old; number--) {
            free[freeCount++] = number;
        }
    }
}
