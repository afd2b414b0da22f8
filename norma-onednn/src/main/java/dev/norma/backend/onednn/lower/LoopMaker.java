package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.kernels.Access;
import dev.norma.backend.onednn.kernels.Instruction;
import dev.norma.backend.onednn.kernels.Loop;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Turns a unit's items into a loop: gives each value a register and frees it after its last use. */
final class LoopMaker {
    /** A value as it comes to the loop: which cell, walked how. */
    private record Key(Cell root, DType dtype, Access access) {}

    private static final class Registers {
        private final PriorityQueue<Integer> free = new PriorityQueue<>();
        private int used;

        int take() {
            Integer register = free.poll();
            return register != null ? register : used++;
        }
    }

    private final Unit unit;
    private final Predicate<Cell> stored;
    private final Registers floats = new Registers();
    private final Registers ints = new Registers();
    private final List<Loop.Load> loads = new ArrayList<>();
    private final List<Loop.Constant> constants = new ArrayList<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Loop.Store> stores = new ArrayList<>();
    private final List<Loop.Sink> sinks = new ArrayList<>();
    private final Map<Key, Integer> loaded = new HashMap<>();
    private final Map<Double, Integer> floatConstants = new HashMap<>();
    private final Map<Double, Integer> intConstants = new HashMap<>();
    private final Map<Cell, Integer> made = new IdentityHashMap<>();

    private LoopMaker(Unit unit, Predicate<Cell> stored) {
        this.unit = unit;
        this.stored = stored;
    }

    /** The loop; {@code stored} tells which results go to memory. */
    static Loop make(Unit unit, Predicate<Cell> stored) {
        return new LoopMaker(unit, stored).make();
    }

    private Loop make() {
        // Operands from outside hold their registers throughout; results are freed behind their last user.
        for (Item item : unit.items) {
            if (item instanceof Item.Map map) {
                map.operands.forEach(this::outside);
            } else if (item instanceof Item.Column column) {
                outside(new Item.Operand(column.x, Access.full(unit.count)));
            }
        }
        Map<Cell, Integer> last = new IdentityHashMap<>();
        for (int i = 0; i < unit.items.size(); i++) {
            // A column is summed at the end of the chunk.
            int use = unit.items.get(i) instanceof Item.Column ? Integer.MAX_VALUE : i;
            for (Cell input : unit.items.get(i).inputs()) {
                last.merge(input.root(), use, Math::max);
            }
        }
        for (int i = 0; i < unit.items.size(); i++) {
            if (unit.items.get(i) instanceof Item.Map map) {
                compute(map);
                boolean keeps = stored.test(map.result);
                if (keeps) {
                    last.put(map.result.root(), Integer.MAX_VALUE);
                    stores.add(new Loop.Store(
                            Objects.requireNonNull(made.get(map.result.root())),
                            map.result.dtype(),
                            map.result.root().buffer));
                }
                free(map, i, last);
            } else if (unit.items.get(i) instanceof Item.Column column) {
                sinks.add(new Loop.Sink(
                        register(new Item.Operand(column.x, Access.full(unit.count))),
                        column.period,
                        column.results.size() == 2,
                        column.results.stream().map(cell -> cell.root().buffer).toList()));
            }
        }
        return new Loop(unit.count, chunk(), floats.used, ints.used, loads, constants, instructions, stores, sinks);
    }

    private void free(Item.Map map, int at, Map<Cell, Integer> last) {
        for (Cell input : map.inputs()) {
            Cell root = input.root();
            if (made.containsKey(root) && Integer.valueOf(at).equals(last.get(root))) {
                (root.dtype().isFloat() ? floats : ints).free.add(made.get(root));
                last.put(root, -1);
            }
        }
    }

    /** Periods of columns divide it; those of operands that repeat do too, if they are not too many. */
    private int chunk() {
        if (unit.count == 0) {
            return 1;
        }
        long period = unit.period;
        for (Loop.Load load : loads) {
            long with = Fusion.lcm(period, load.access().period());
            if (load.access().block() == unit.count && with <= Loop.CHUNK) {
                period = with;
            }
        }
        long chunk = period;
        while (chunk * 2 <= Loop.CHUNK) {
            chunk *= 2;
        }
        return (int) chunk;
    }

    private void outside(Item.Operand operand) {
        Cell root = operand.cell().root();
        boolean isFloat = operand.cell().dtype().isFloat();
        if (operand.cell().fill != null) {
            double value = operand.cell().fill;
            (isFloat ? floatConstants : intConstants).computeIfAbsent(value, _ -> {
                int register = (isFloat ? floats : ints).take();
                constants.add(new Loop.Constant(value, operand.cell().dtype(), register));
                return register;
            });
        } else if (root.producer == null || root.producer.unit != unit || root.producer instanceof Item.Column) {
            loaded.computeIfAbsent(new Key(root, operand.cell().dtype(), operand.access()), key -> {
                int register = (isFloat ? floats : ints).take();
                loads.add(new Loop.Load(root.buffer, key.dtype, key.access, register));
                return register;
            });
        }
    }

    private int register(Item.Operand operand) {
        Cell cell = operand.cell();
        if (cell.fill != null) {
            return Objects.requireNonNull((cell.dtype().isFloat() ? floatConstants : intConstants).get(cell.fill));
        }
        Integer own = made.get(cell.root());
        return own != null
                ? own
                : Objects.requireNonNull(loaded.get(new Key(cell.root(), cell.dtype(), operand.access())));
    }

    private void compute(Item.Map map) {
        int[] in = map.operands.stream().mapToInt(this::register).toArray();
        boolean isFloat = map.result.dtype().isFloat();
        int out = (isFloat ? floats : ints).take();
        made.put(map.result.root(), out);
        DType from = map.operands.getLast().cell().dtype();
        instructions.add(
                switch (map.code) {
                    case Code.One(Elementwise function) ->
                        function.isTest() && from.isFloat()
                                ? new Instruction.Test(function, in[0], out)
                                : isFloat
                                        ? new Instruction.Unary(function, in[0], out)
                                        : new Instruction.IntUnary(function, in[0], out);
                    case Code.Two(Operator operator) ->
                        isFloat
                                ? new Instruction.Binary(operator, in[0], in[1], out)
                                : from.isFloat()
                                        ? comparison(
                                                operator, map.operands.get(1).cell(), in, out)
                                        : new Instruction.IntBinary(operator, in[0], in[1], out);
                    case Code.Pick _ ->
                        isFloat
                                ? choice(map.operands.get(2).cell(), in, out)
                                : new Instruction.IntSelect(in[0], in[1], in[2], out);
                    case Code.To(DType to) -> new Instruction.Convert(from, to, in[0], out);
                });
    }

    private static Instruction comparison(Operator operator, Cell other, int[] in, int out) {
        return operator == Operator.GREATER && isZero(other)
                ? new Instruction.Positive(in[0], out)
                : new Instruction.Compare(operator, in[0], in[1], out);
    }

    private static Instruction choice(Cell otherwise, int[] in, int out) {
        return isZero(otherwise)
                ? new Instruction.Keep(in[0], in[1], out)
                : new Instruction.Select(in[0], in[1], in[2], out);
    }

    /** Whether it is 0 everywhere, and not -0. */
    private static boolean isZero(Cell cell) {
        return cell.fill != null && Double.doubleToRawLongBits(cell.fill) == 0;
    }
}
