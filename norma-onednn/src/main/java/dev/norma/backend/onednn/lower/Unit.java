package dev.norma.backend.onednn.lower;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Items that run together: a loop's, or one step. */
final class Unit {
    final List<Item> items = new ArrayList<>();
    /** How many elements its loop has; -1 for a step. */
    final long count;
    /** The least common multiple of its columns' periods. */
    long period = 1;

    Unit(long count) {
        this.count = count;
    }

    void add(Item item) {
        items.add(item);
        item.unit = this;
    }

    boolean isLoop() {
        return count >= 0;
    }

    /** The units whose results this one takes. */
    Set<Unit> before() {
        Set<Unit> before = new LinkedHashSet<>();
        for (Item item : items) {
            for (Cell input : item.inputs()) {
                Item producer = input.root().producer;
                if (producer != null && producer.unit != null && producer.unit != this) {
                    before.add(producer.unit);
                }
            }
        }
        return before;
    }
}
