package dev.norma.backend.onednn.lower;

import dev.norma.backend.onednn.ffi.Arg;
import dev.norma.backend.onednn.ffi.Attributes;
import dev.norma.backend.onednn.ffi.Convolution;
import dev.norma.backend.onednn.ffi.Direction;
import dev.norma.backend.onednn.ffi.MatMul;
import dev.norma.backend.onednn.ffi.MemoryDesc;
import dev.norma.backend.onednn.ffi.PrimitiveDesc;
import dev.norma.backend.onednn.ffi.Window;
import dev.norma.backend.onednn.lower.Natives.Given;
import dev.norma.tensor.DType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Convolutions and products of matrices, through primitives; channels last, kernels packed as the primitive wants them. */
final class Contractions {
    private Contractions() {}

    /** How the window moves, from the engine's description. */
    static Window window(dev.norma.graph.Window window, long[] x) {
        int rank = window.rank();
        long[] before = new long[rank];
        long[] after = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            long length = x[axis + 1];
            before[axis] = window.low(axis, length);
            long places = window.outputSize(axis, length);
            long needed = (places - 1) * window.strides().get(axis) + window.extent(axis);
            after[axis] = needed - length - before[axis];
        }
        return new Window(
                window.strides().stream().mapToLong(i -> i).toArray(),
                window.dilation().stream().mapToLong(i -> i).toArray(),
                before,
                after);
    }

    /** {@code [batch, spatial..., channels]} in memory as oneDNN's {@code [batch, channels, spatial...]}. */
    static MemoryDesc channelsLast(Draft draft, Cell cell) {
        long[] own = cell.dims();
        long[] strides = Draft.strides(own);
        int rank = own.length;
        long[] dims = new long[rank];
        long[] moved = new long[rank];
        dims[0] = own[0];
        moved[0] = strides[0];
        dims[1] = own[rank - 1];
        moved[1] = 1;
        for (int axis = 2; axis < rank; axis++) {
            dims[axis] = own[axis - 1];
            moved[axis] = strides[axis - 1];
        }
        return draft.strided(cell, dims, moved);
    }

    /** A kernel {@code [size..., in, out]}: its sizes as oneDNN has them, and how it lies in memory. */
    private record Kernel(long[] dims, long[] strides) {
        static Kernel of(long[] own, int groups) {
            long[] plain = Draft.strides(own);
            int spatial = own.length - 2;
            int first = groups > 1 ? 1 : 0;
            long[] dims = new long[own.length + first];
            long[] strides = new long[own.length + first];
            long out = own[own.length - 1] / groups;
            if (groups > 1) {
                dims[0] = groups;
                strides[0] = out;
            }
            dims[first] = out;
            strides[first] = 1;
            dims[first + 1] = own[spatial];
            strides[first + 1] = plain[spatial];
            for (int axis = 0; axis < spatial; axis++) {
                dims[first + 2 + axis] = own[axis];
                strides[first + 2 + axis] = plain[axis];
            }
            return new Kernel(dims, strides);
        }

        MemoryDesc plain(Draft draft, Cell cell) {
            return draft.strided(cell, dims, strides);
        }

        MemoryDesc any(Draft draft, Cell cell) {
            return MemoryDesc.any(draft.scope, draft.engine, Draft.type(cell), dims);
        }
    }

    private static boolean usable(Draft draft, Cell... cells) {
        for (Cell cell : cells) {
            if (!draft.takes(cell.dtype()) || cell.count() == 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<PrimitiveDesc> forward(
            Draft draft, Cell x, Cell kernel, Kernel layout, Cell y, Window window) {
        return Convolution.forward(
                draft.scope,
                draft.engine,
                draft.training ? Direction.TRAINING : Direction.INFERENCE,
                channelsLast(draft, x),
                layout.any(draft, kernel),
                null,
                channelsLast(draft, y),
                window,
                new Attributes());
    }

    /** Of one input channel, with one place and a stride across but several and none down, oneDNN 3.11 computes other numbers. */
    private static boolean isMiscomputed(long[] kernel, long[] y, dev.norma.graph.Window window) {
        int across = window.rank() - 1;
        boolean narrow = kernel[across + 1] == 1
                && y[across + 1] == 1
                && window.strides().get(across) > 1;
        return narrow
                && IntStream.range(0, across)
                        .anyMatch(axis -> y[axis + 1] > 1 && window.strides().get(axis) == 1);
    }

    static Optional<Cell> conv(
            Draft draft, Cell x, Cell kernel, long[] dims, dev.norma.graph.Window window, int groups) {
        if (x.dtype() == DType.BFLOAT16 && !draft.takes(x.dtype())) {
            return conv(draft, draft.to(DType.FLOAT32, x), draft.to(DType.FLOAT32, kernel), dims, window, groups)
                    .map(y -> draft.to(DType.BFLOAT16, y));
        }
        Cell y = Cell.made(x.dtype(), dims);
        if (!usable(draft, x, kernel, y) || isMiscomputed(kernel.dims(), dims, window)) {
            return Optional.empty();
        }
        Kernel layout = Kernel.of(kernel.dims(), groups);
        Optional<PrimitiveDesc> desc = forward(draft, x, kernel, layout, y, window(window, x.dims()));
        return desc.map(made -> {
            Cell packed = Natives.packed(draft, kernel, layout.plain(draft, kernel), made.weights());
            Natives.add(
                    draft,
                    "conv",
                    made,
                    List.of(
                            new Given(Arg.SRC, channelsLast(draft, x), x),
                            new Given(Arg.WEIGHTS, made.weights(), packed)),
                    List.of(new Given(Arg.DST, channelsLast(draft, y), y)));
            return y;
        });
    }

    static Optional<Cell> inputGradient(
            Draft draft, Cell g, Cell kernel, long[] dims, dev.norma.graph.Window window, int groups) {
        if (g.dtype() == DType.BFLOAT16 && !draft.takes(g.dtype())) {
            return inputGradient(
                            draft, draft.to(DType.FLOAT32, g), draft.to(DType.FLOAT32, kernel), dims, window, groups)
                    .map(x -> draft.to(DType.BFLOAT16, x));
        }
        Cell x = Cell.made(g.dtype(), dims);
        if (!usable(draft, g, kernel, x)) {
            return Optional.empty();
        }
        Kernel layout = Kernel.of(kernel.dims(), groups);
        Window moves = window(window, dims);
        return forward(draft, x, kernel, layout, g, moves)
                .flatMap(hint -> Convolution.backwardData(
                        draft.scope,
                        draft.engine,
                        channelsLast(draft, x),
                        layout.any(draft, kernel),
                        channelsLast(draft, g),
                        moves,
                        hint,
                        new Attributes()))
                .map(made -> {
                    Cell packed = Natives.packed(draft, kernel, layout.plain(draft, kernel), made.weights());
                    Natives.add(
                            draft,
                            "convInputGradient",
                            made,
                            List.of(
                                    new Given(Arg.DIFF_DST, channelsLast(draft, g), g),
                                    new Given(Arg.WEIGHTS, made.weights(), packed)),
                            List.of(new Given(Arg.DIFF_SRC, channelsLast(draft, x), x)));
                    return x;
                });
    }

    static Optional<Cell> kernelGradient(
            Draft draft, Cell x, Cell g, long[] dims, dev.norma.graph.Window window, int groups) {
        if (g.dtype() == DType.BFLOAT16 && !draft.takes(g.dtype())) {
            return kernelGradient(draft, draft.to(DType.FLOAT32, x), draft.to(DType.FLOAT32, g), dims, window, groups)
                    .map(k -> draft.to(DType.BFLOAT16, k));
        }
        Cell kernel = Cell.made(g.dtype(), dims);
        if (!usable(draft, x, g, kernel)) {
            return Optional.empty();
        }
        Kernel layout = Kernel.of(dims, groups);
        Window moves = window(window, x.dims());
        return forward(draft, x, kernel, layout, g, moves)
                .flatMap(hint -> Convolution.backwardWeights(
                        draft.scope,
                        draft.engine,
                        channelsLast(draft, x),
                        layout.any(draft, kernel),
                        null,
                        channelsLast(draft, g),
                        moves,
                        hint,
                        new Attributes()))
                .map(made -> {
                    MemoryDesc plain = layout.plain(draft, kernel);
                    MemoryDesc native_ = made.diffWeights();
                    boolean same = plain.sameAs(native_);
                    Cell packed = same ? kernel : Cell.made(kernel.dtype(), dims);
                    packed.bytes = Math.max(packed.bytes, native_.bytes());
                    Natives.add(
                            draft,
                            "convKernelGradient",
                            made,
                            List.of(
                                    new Given(Arg.SRC, channelsLast(draft, x), x),
                                    new Given(Arg.DIFF_DST, channelsLast(draft, g), g)),
                            List.of(new Given(Arg.DIFF_WEIGHTS, native_, packed)));
                    if (!same) {
                        Natives.reorder(draft, packed, native_, kernel, plain);
                    }
                    return kernel;
                });
    }

    static Optional<Cell> matMul(
            Draft draft, Cell lhs, Cell rhs, boolean transposeLhs, boolean transposeRhs, long[] dims) {
        if (lhs.dtype() == DType.BFLOAT16 && !draft.takes(lhs.dtype())) {
            return matMul(
                            draft,
                            draft.to(DType.FLOAT32, lhs),
                            draft.to(DType.FLOAT32, rhs),
                            transposeLhs,
                            transposeRhs,
                            dims)
                    .map(y -> draft.to(DType.BFLOAT16, y));
        }
        Cell y = Cell.made(lhs.dtype(), dims);
        if (!usable(draft, lhs, rhs, y)) {
            return Optional.empty();
        }
        MemoryDesc src = matrix(draft, lhs, dims.length, transposeLhs);
        MemoryDesc weights = matrix(draft, rhs, dims.length, transposeRhs);
        MemoryDesc dst = draft.rowMajor(y, dims);
        return MatMul.of(draft.scope, draft.engine, src, weights, null, dst, new Attributes())
                .map(made -> {
                    Natives.add(
                            draft,
                            "matMul",
                            made,
                            List.of(new Given(Arg.SRC, src, lhs), new Given(Arg.WEIGHTS, weights, rhs)),
                            List.of(new Given(Arg.DST, dst, y)));
                    return y;
                });
    }

    /** A matrix, or a stack of them, with axes of size 1 in front up to {@code rank}. */
    private static MemoryDesc matrix(Draft draft, Cell cell, int rank, boolean transposed) {
        long[] own = cell.dims();
        long[] plain = Draft.strides(own);
        long[] dims = new long[rank];
        long[] strides = new long[rank];
        int shift = rank - own.length;
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = axis < shift ? 1 : own[axis - shift];
            strides[axis] = axis < shift ? cell.count() : plain[axis - shift];
        }
        if (transposed) {
            swap(dims);
            swap(strides);
        }
        return draft.strided(cell, dims, strides);
    }

    private static void swap(long[] values) {
        int last = values.length - 1;
        long kept = values[last];
        values[last] = values[last - 1];
        values[last - 1] = kept;
    }
}
