package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.ffi.Algorithm;
import dev.norma.backend.onednn.ffi.Arg;
import dev.norma.backend.onednn.ffi.Attributes;
import dev.norma.backend.onednn.ffi.Direction;
import dev.norma.backend.onednn.ffi.MemoryDesc;
import dev.norma.backend.onednn.ffi.Pooling;
import dev.norma.backend.onednn.ffi.PrimitiveDesc;
import dev.norma.backend.onednn.ffi.Softmax;
import dev.norma.backend.onednn.ffi.Window;
import dev.norma.backend.onednn.lower.Natives.Given;
import dev.norma.graph.Pool;
import dev.norma.tensor.DType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pooling, whose gradient needs what the forward primitive wrote beside its result; and softmax. */
final class Pools {
    /** What a forward primitive leaves for its gradient. */
    private record Forward(PrimitiveDesc desc, @Nullable Cell workspace, Pool op) {}

    private final Draft draft;
    private final Map<Cell, Forward> forwards = new IdentityHashMap<>();

    Pools(Draft draft) {
        this.draft = draft;
    }

    private static Algorithm algorithm(dev.norma.graph.Pooling kind) {
        return kind == dev.norma.graph.Pooling.MAX ? Algorithm.MAX_POOLING : Algorithm.AVERAGE_WITHOUT_PADDING;
    }

    private static long[] size(Pool op) {
        return op.window().size().stream().mapToLong(i -> i).toArray();
    }

    /** Then it may lie in the padding alone, and oneDNN refuses some such windows. */
    private static boolean isDilated(Pool op) {
        return op.window().dilation().stream().anyMatch(distance -> distance > 1);
    }

    Optional<Cell> pool(Pool op, Cell x, long[] dims) {
        if (x.dtype() == DType.BFLOAT16 && !draft.takes(x.dtype())) {
            return pool(op, draft.to(DType.FLOAT32, x), dims).map(y -> {
                Cell narrow = draft.to(DType.BFLOAT16, y);
                forwards.put(narrow.root(), forwards.get(y.root()));
                return narrow;
            });
        }
        if (!draft.takes(x.dtype()) || x.count() == 0 || isDilated(op)) {
            return Optional.empty();
        }
        Cell y = Cell.made(x.dtype(), dims);
        MemoryDesc src = Contractions.channelsLast(draft, x);
        MemoryDesc dst = Contractions.channelsLast(draft, y);
        Window window = Contractions.window(op.window(), x.dims());
        return Pooling.forward(
                        draft.scope,
                        draft.engine,
                        draft.training ? Direction.TRAINING : Direction.INFERENCE,
                        algorithm(op.kind()),
                        src,
                        dst,
                        size(op),
                        window,
                        new Attributes())
                .map(made -> {
                    List<Given> results = new ArrayList<>(List.of(new Given(Arg.DST, dst, y)));
                    Cell workspace = null;
                    MemoryDesc kept = made.workspace();
                    if (kept.bytes() > 0) {
                        workspace = Cell.raw(kept.bytes());
                        results.add(new Given(Arg.WORKSPACE, kept, workspace));
                    }
                    Natives.add(draft, "pool", made, List.of(new Given(Arg.SRC, src, x)), results);
                    forwards.put(y.root(), new Forward(made, workspace, op));
                    return y;
                });
    }

    /** What pooling passes back, if its forward primitive is in this program. */
    Optional<Cell> gradient(Cell x, Cell y, Cell g) {
        Forward forward = forwards.get(y.root());
        if (forward == null || !draft.training) {
            return Optional.empty();
        }
        if (g.dtype() == DType.BFLOAT16 && !draft.takes(g.dtype())) {
            return gradient(forward, x, draft.to(DType.FLOAT32, g)).map(dx -> draft.to(DType.BFLOAT16, dx));
        }
        return gradient(forward, x, g);
    }

    private Optional<Cell> gradient(Forward forward, Cell x, Cell g) {
        Cell dx = Cell.made(g.dtype(), x.dims());
        MemoryDesc diffSrc = Contractions.channelsLast(draft, dx);
        MemoryDesc diffDst = Contractions.channelsLast(draft, g);
        return Pooling.backward(
                        draft.scope,
                        draft.engine,
                        algorithm(forward.op.kind()),
                        diffSrc,
                        diffDst,
                        size(forward.op),
                        Contractions.window(forward.op.window(), x.dims()),
                        forward.desc,
                        new Attributes())
                .map(made -> {
                    List<Given> sources = new ArrayList<>(List.of(new Given(Arg.DIFF_DST, diffDst, g)));
                    if (forward.workspace != null) {
                        sources.add(new Given(Arg.WORKSPACE, forward.desc.workspace(), forward.workspace));
                    }
                    Natives.add(draft, "poolGradient", made, sources, List.of(new Given(Arg.DIFF_SRC, diffSrc, dx)));
                    return dx;
                });
    }

    Optional<Cell> softmax(Cell x, int axis, boolean logarithm) {
        if (x.dtype() == DType.BFLOAT16 && !draft.takes(x.dtype())) {
            return softmax(draft.to(DType.FLOAT32, x), axis, logarithm).map(y -> draft.to(DType.BFLOAT16, y));
        }
        if (!draft.takes(x.dtype()) || x.count() == 0 || x.rank() == 0) {
            return Optional.empty();
        }
        Cell y = Cell.made(x.dtype(), x.dims());
        MemoryDesc src = draft.rowMajor(x, x.dims());
        MemoryDesc dst = draft.rowMajor(y, x.dims());
        return Softmax.forward(
                        draft.scope,
                        draft.engine,
                        Direction.INFERENCE,
                        logarithm ? Algorithm.LOG_SOFTMAX : Algorithm.SOFTMAX,
                        src,
                        dst,
                        axis,
                        new Attributes())
                .map(made -> {
                    Natives.add(
                            draft,
                            "softmax",
                            made,
                            List.of(new Given(Arg.SRC, src, x)),
                            List.of(new Given(Arg.DST, dst, y)));
                    return y;
                });
    }
}
