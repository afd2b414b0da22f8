package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.ffi.Arg;
import dev.norma.backend.onednn.ffi.Assembly;
import dev.norma.backend.onednn.ffi.Attributes;
import dev.norma.backend.onednn.ffi.MemoryDesc;
import dev.norma.backend.onednn.ffi.Primitive;
import dev.norma.backend.onednn.ffi.PrimitiveDesc;
import dev.norma.backend.onednn.program.PrimitiveStep;
import java.util.ArrayList;
import java.util.List;

/** Puts primitives into a draft. */
final class Natives {
    /** An argument: its role, how it lies in memory, and the cell. */
    record Given(int role, MemoryDesc desc, Cell cell) {}

    private Natives() {}

    /** A primitive; its scratchpad is added. */
    static void add(Draft draft, String name, PrimitiveDesc desc, List<Given> sources, List<Given> results) {
        add(draft, name, desc, sources, results, false);
    }

    private static void add(
            Draft draft, String name, PrimitiveDesc desc, List<Given> sources, List<Given> results, boolean reorder) {
        Primitive primitive = desc.create();
        List<Given> all = new ArrayList<>(sources);
        all.addAll(results);
        List<Cell> scratch = new ArrayList<>();
        MemoryDesc pad = desc.scratchpad();
        if (pad.bytes() > 0) {
            Cell cell = Cell.raw(pad.bytes());
            scratch.add(cell);
            all.add(new Given(Arg.SCRATCHPAD, pad, cell));
        }
        draft.add(new Item.Own(
                name,
                sources.stream().map(Given::cell).toList(),
                results.stream().map(Given::cell).toList(),
                scratch,
                reorder,
                () -> new PrimitiveStep(
                        "%s %s %s".formatted(name, results.getFirst().cell, primitive.implementation()),
                        draft.engine,
                        primitive,
                        all.stream()
                                .map(given ->
                                        new PrimitiveStep.Operand(given.role, given.desc, given.cell.root().buffer))
                                .toList())));
    }

    /** The cell in the layout that a primitive wants; the cell itself if that is how it lies. */
    static Cell packed(Draft draft, Cell cell, MemoryDesc plain, MemoryDesc wanted) {
        if (plain.sameAs(wanted)) {
            return cell;
        }
        Cell packed = Cell.made(cell.dtype(), cell.dims());
        packed.bytes = wanted.bytes();
        reorder(draft, cell, plain, packed, wanted);
        return packed;
    }

    /** Copies a cell into another layout. */
    static void reorder(Draft draft, Cell from, MemoryDesc fromDesc, Cell to, MemoryDesc toDesc) {
        PrimitiveDesc desc = Assembly.reorder(draft.scope, draft.engine, fromDesc, toDesc, new Attributes())
                .orElseThrow(() -> new IllegalStateException("oneDNN cannot reorder " + from));
        add(
                draft,
                "reorder",
                desc,
                List.of(new Given(Arg.SRC, fromDesc, from)),
                List.of(new Given(Arg.DST, toDesc, to)),
                true);
    }
}
