package dev.norma.conformance;

import static dev.norma.conformance.CaseList.ALL;
import static dev.norma.conformance.CaseList.NUMBERS;

import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;

/** Operations that choose elements by number. */
final class IndexCases {
    private IndexCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : ALL) {
            gather(list, dtype, 0, new long[] {5}, 7);
            gather(list, dtype, 0, new long[] {}, 7);
            gather(list, dtype, 0, new long[] {4}, 10, 3);
            gather(list, dtype, 1, new long[] {2, 3}, 4, 6);
            gather(list, dtype, 1, new long[] {5}, 2, 3, 5);
            gather(list, dtype, 3, new long[] {2}, 2, 3, 4, 5);
            take(list, dtype, 0, new long[] {5}, 7);
            take(list, dtype, 1, new long[] {3, 1}, 3, 10);
            take(list, dtype, 0, new long[] {2, 4}, 5, 4);
            take(list, dtype, 1, new long[] {2, 4, 5}, 2, 3, 5);
            take(list, dtype, 1, new long[] {1, 4, 1}, 2, 3, 5);
            take(list, dtype, 3, new long[] {2, 3, 4, 1}, 2, 3, 4, 5);
            for (long[] shape : new long[][] {{}, {6}, {2, 5}, {2, 2, 3}}) {
                Tensor indices = Inputs.integers(DType.INT32, -1, 7, shape);
                list.add("7", dtype, List.of(indices), v -> new OneHot(v.getFirst(), 7, dtype));
            }
        }
    }

    private static void gather(CaseList list, DType dtype, int axis, long[] chosen, long... dims) {
        Tensor x = Inputs.any(dtype, dims);
        Tensor indices = indices(x, axis, chosen);
        list.add("axis " + axis, List.of(x, indices), v -> new Gather(v.get(0), v.get(1), axis));
        if (NUMBERS.contains(dtype)) {
            Shape taken = x.shape()
                    .slice(0, axis)
                    .concat(indices.shape())
                    .concat(x.shape().slice(axis + 1, dims.length));
            list.add(
                    "axis " + axis,
                    List.of(Inputs.any(dtype, taken.toArray()), indices, x),
                    v -> new GatherGradient(v.get(0), v.get(1), v.get(2), axis));
        }
    }

    private static void take(CaseList list, DType dtype, int axis, long[] chosen, long... dims) {
        Tensor x = Inputs.any(dtype, dims);
        Tensor indices = indices(x, axis, chosen);
        list.add("axis " + axis, List.of(x, indices), v -> new TakeAlongAxis(v.get(0), v.get(1), axis));
        if (NUMBERS.contains(dtype)) {
            Shape taken = x.shape().withDim(axis, chosen[axis]);
            list.add(
                    "axis " + axis,
                    List.of(Inputs.any(dtype, taken.toArray()), indices, x),
                    v -> new TakeAlongAxisGradient(v.get(0), v.get(1), v.get(2), axis));
        }
    }

    /** Some count from the end; some come twice. */
    private static Tensor indices(Tensor x, int axis, long... shape) {
        int size = (int) x.shape().dim(axis);
        return Inputs.integers(DType.INT32, -size, size - 1, shape);
    }
}
