package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.program.LoopStep;
import dev.norma.backend.onednn.program.Plan;
import dev.norma.backend.onednn.program.Step;
import dev.norma.tensor.Elements;
import dev.norma.tensor.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders units, gives cells memory that others may use before and after, and makes the steps. */
final class Planner {
    private static final long ALIGNMENT = 64;

    private final NativeScope scope;
    private final List<Item> items;
    private final List<Cell> inputs;
    private final List<Cell> outputs;
    private final boolean keepsState;
    private final List<Unit> order = new ArrayList<>();
    private final Set<Unit> ofState = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Cell> numbered = new ArrayList<>();

    private Planner(NativeScope scope, List<Item> items, List<Cell> inputs, List<Cell> outputs, boolean keepsState) {
        this.scope = scope;
        this.items = items;
        this.inputs = inputs;
        this.outputs = outputs;
        this.keepsState = keepsState;
    }

    /**
     * The plan.
     *
     * @param state how many of the inputs are no parameters; the others come behind them
     * @param keepsState whether what depends on parameters only is kept from run to run
     */
    static Plan plan(
            NativeScope scope,
            List<Item> items,
            List<Cell> inputs,
            List<Cell> outputs,
            int state,
            boolean keepsState,
            boolean small) {
        Planner planner = new Planner(scope, needed(items, outputs), inputs, outputs, keepsState);
        return planner.plan(state, small);
    }

    private Plan plan(int state, boolean small) {
        Fusion.gather(items);
        order();
        if (keepsState) {
            findState(state);
        }
        Set<Cell> stored = stored();
        inputs.forEach(cell -> number(cell.root()));
        outputs.forEach(cell -> number(cell.root()));
        for (Unit unit : order) {
            for (Item item : unit.items) {
                item.inputs().stream()
                        .map(Cell::root)
                        .filter(cell -> stored.contains(cell) || cell.shared != null || item instanceof Item.Own)
                        .forEach(this::number);
                item.outputs().stream().map(Cell::root).filter(stored::contains).forEach(this::number);
            }
        }
        List<Plan.Place> places = places(state);
        long arena = arenaEnd;
        List<Step> ofStateSteps = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        List<String> reorders = new ArrayList<>();
        for (Unit unit : order) {
            boolean early = ofState.contains(unit);
            (early ? ofStateSteps : steps).add(step(unit, stored));
            if (!early && unit.items.getFirst() instanceof Item.Own own && own.reorder) {
                reorders.add(Shape.of(own.results.getFirst().dims()).toString());
            }
        }
        List<Integer> outputBuffers =
                outputs.stream().map(cell -> cell.root().buffer).toList();
        List<String> fallbacks = items.stream()
                .filter(item -> item instanceof Item.Own own && own.fallback)
                .map(item -> ((Item.Own) item).name)
                .toList();
        return new Plan(arena, places, ofStateSteps, steps, outputBuffers, fallbacks, reorders, small);
    }

    private static Step step(Unit unit, Set<Cell> stored) {
        return unit.isLoop()
                ? new LoopStep(LoopMaker.make(unit, cell -> stored.contains(cell.root())))
                : ((Item.Own) unit.items.getFirst()).maker.make();
    }

    /** Drops what no output needs. */
    private static List<Item> needed(List<Item> items, List<Cell> outputs) {
        Set<Cell> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.forEach(cell -> wanted.add(cell.root()));
        List<Item> kept = new ArrayList<>();
        for (Item item : items.reversed()) {
            if (item.outputs().stream().anyMatch(cell -> wanted.contains(cell.root()))) {
                item.inputs().forEach(cell -> wanted.add(cell.root()));
                kept.add(item);
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    private void order() {
        Set<Unit> done = new HashSet<>();
        for (Item item : items) {
            visit(item.unit, done);
        }
    }

    private void visit(@org.jspecify.annotations.Nullable Unit unit, Set<Unit> done) {
        if (unit == null || !done.add(unit)) {
            return;
        }
        for (Unit before : unit.before()) {
            visit(before, done);
        }
        order.add(unit);
    }

    private void findState(int state) {
        for (Unit unit : order) {
            boolean only = unit.items.stream()
                    .flatMap(item -> item.inputs().stream())
                    .map(Cell::root)
                    .allMatch(cell -> cell.fill != null
                            || cell.shared != null
                            || cell.input >= state
                            || (cell.producer != null
                                    && (cell.producer.unit == unit || ofState.contains(cell.producer.unit))));
            if (only) {
                ofState.add(unit);
            }
        }
    }

    /** Cells that must lie in memory: made by a step or a sum, or used outside of the loop that makes them. */
    private Set<Cell> stored() {
        Set<Cell> stored = Collections.newSetFromMap(new IdentityHashMap<>());
        inputs.forEach(cell -> stored.add(cell.root()));
        outputs.forEach(cell -> stored.add(cell.root()));
        for (Item item : items) {
            if (!(item instanceof Item.Map)) {
                item.outputs().forEach(cell -> stored.add(cell.root()));
            }
            for (Cell input : item.inputs()) {
                Item producer = input.root().producer;
                if (producer != null && producer.unit != item.unit) {
                    stored.add(input.root());
                }
                if (!(item instanceof Item.Map) && !(item instanceof Item.Column) && input.fill == null) {
                    stored.add(input.root());
                }
            }
        }
        return stored;
    }

    private void number(Cell cell) {
        if (cell.buffer < 0) {
            if (cell.fill != null && cell.shared == null) {
                cell.shared = filled(cell);
            }
            cell.buffer = numbered.size();
            numbered.add(cell);
        }
    }

    private MemorySegment filled(Cell cell) {
        MemorySegment memory = scope.allocate(cell.bytes);
        double value = cell.fill == null ? 0 : cell.fill;
        if (value != 0) {
            for (long i = 0; i < cell.count(); i++) {
                Elements.set(memory, cell.dtype(), i, value);
            }
        }
        return memory;
    }

    private record Life(Cell cell, int from, int to) {}

    private record Block(long offset, long bytes, Life life) {}

    private long arenaEnd;

    private List<Plan.Place> places(int state) {
        Map<Cell, Integer> first = new IdentityHashMap<>();
        Map<Cell, Integer> last = new IdentityHashMap<>();
        for (int at = 0; at < order.size(); at++) {
            for (Item item : order.get(at).items) {
                for (Cell cell : item.outputs()) {
                    first.putIfAbsent(cell.root(), at);
                    last.merge(cell.root(), at, Math::max);
                }
                for (Cell cell : item.inputs()) {
                    last.merge(cell.root(), at, Math::max);
                }
            }
        }
        outputs.forEach(cell -> last.put(cell.root(), order.size()));
        Plan.Place[] places = new Plan.Place[numbered.size()];
        List<Life> lives = new ArrayList<>();
        for (Cell cell : numbered) {
            if (cell.shared != null) {
                places[cell.buffer] = new Plan.Place.Shared(cell.shared);
            } else if (cell.input >= state) {
                places[cell.buffer] = new Plan.Place.Input(cell.input, 0, cell.bytes);
            } else if (cell.producer != null && ofState.contains(cell.producer.unit)) {
                places[cell.buffer] = new Plan.Place.Shared(scope.allocate(cell.bytes));
            } else {
                lives.add(
                        new Life(cell, cell.input >= 0 ? -1 : first.getOrDefault(cell, 0), last.getOrDefault(cell, 0)));
            }
        }
        for (Block block : arranged(lives)) {
            Cell cell = block.life.cell;
            places[cell.buffer] = cell.input >= 0
                    ? new Plan.Place.Input(cell.input, block.offset, cell.bytes)
                    : new Plan.Place.InArena(block.offset, cell.bytes);
        }
        return List.of(places);
    }

    /** The largest first, each at the lowest place that is free while it lives. */
    private List<Block> arranged(List<Life> lives) {
        List<Block> placed = new ArrayList<>();
        List<Life> bySize = new ArrayList<>(lives);
        bySize.sort(Comparator.comparingLong((Life life) -> -life.cell.bytes));
        for (Life life : bySize) {
            long bytes = Math.max(ALIGNMENT, (life.cell.bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            List<Block> inTheWay = placed.stream()
                    .filter(block -> block.life.from <= life.to && life.from <= block.life.to)
                    .sorted(Comparator.comparingLong(Block::offset))
                    .toList();
            long offset = 0;
            for (Block block : inTheWay) {
                if (offset + bytes <= block.offset) {
                    break;
                }
                offset = Math.max(offset, block.offset + block.bytes);
            }
            placed.add(new Block(offset, bytes, life));
            arenaEnd = Math.max(arenaEnd, offset + bytes);
        }
        return placed;
    }
}
