package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Loop;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Gathers items into units: elementwise work joins the loop that makes one of its operands, if it walks over as many elements
 * and no operand has to be complete before.
 */
final class Fusion {
    private Fusion() {}

    static void gather(List<Item> items) {
        for (Item item : items) {
            switch (item) {
                case Item.Own own -> new Unit(-1).add(own);
                case Item.Map map -> {
                    Unit unit = null;
                    for (Item.Operand operand : map.operands) {
                        Unit candidate = loopOf(operand.cell());
                        if (unit == null
                                && candidate != null
                                && candidate.count == map.result.count()
                                && operand.cell().count() == candidate.count
                                && fits(map, candidate)) {
                            unit = candidate;
                        }
                    }
                    Unit own = unit != null ? unit : new Unit(map.result.count());
                    own.add(map);
                    if (unit != null) {
                        map.operands.forEach(operand -> absorb(own, operand.cell()));
                    }
                }
                case Item.Column column -> {
                    Unit candidate = loopOf(column.x);
                    Unit unit = candidate != null
                                    && candidate.count == column.x.count()
                                    && lcm(candidate.period, column.period) <= Loop.CHUNK
                                    && fits(column, candidate)
                            ? candidate
                            : new Unit(column.x.count());
                    unit.add(column);
                    unit.period = lcm(unit.period, column.period);
                }
            }
        }
    }

    /** Takes over the loop that makes another operand, if neither has to wait for the other. */
    private static void absorb(Unit loop, Cell operand) {
        Unit other = loopOf(operand);
        if (other == null
                || other.equals(loop)
                || other.count != loop.count
                || lcm(loop.period, other.period) > Loop.CHUNK) {
            return;
        }
        boolean free = other.items.stream().allMatch(item -> fits(item, loop))
                && loop.items.stream().allMatch(item -> fits(item, other));
        if (free) {
            other.items.forEach(loop::add);
            other.items.clear();
            loop.items.sort(Comparator.comparingInt(item -> item.order));
            loop.period = lcm(loop.period, other.period);
        }
    }

    static long lcm(long a, long b) {
        return a / gcd(a, b) * b;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static @org.jspecify.annotations.Nullable Unit loopOf(Cell cell) {
        Item producer = cell.root().producer;
        return producer instanceof Item.Map map && map.unit != null && map.unit.isLoop() ? map.unit : null;
    }

    /** Whether nothing the item takes waits for the whole loop. */
    private static boolean fits(Item item, Unit loop) {
        Set<Unit> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Unit> open = new ArrayDeque<>();
        for (Cell input : item.inputs()) {
            Item producer = input.root().producer;
            if (producer == null || producer.unit == null) {
                continue;
            }
            if (producer.unit == loop) {
                boolean elementByElement = producer instanceof Item.Map && input.count() == loop.count;
                if (!elementByElement) {
                    return false;
                }
            } else if (producer.unit != item.unit && seen.add(producer.unit)) {
                open.add(producer.unit);
            }
        }
        while (!open.isEmpty()) {
            for (Unit before : open.poll().before()) {
                if (before == loop) {
                    return false;
                }
                if (before != item.unit && seen.add(before)) {
                    open.add(before);
                }
            }
        }
        return true;
    }
}
