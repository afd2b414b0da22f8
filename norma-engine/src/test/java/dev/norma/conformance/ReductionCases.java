package dev.norma.conformance;

import static dev.norma.conformance.CaseList.ALL;
import static dev.norma.conformance.CaseList.NUMBERS;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.Count;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.SumTo;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.List;

/** Operations in which the elements along some axes become one. */
final class ReductionCases {
    private record Along(List<Integer> axes, Shape shape) {
        Along(List<Integer> axes, long... dims) {
            this(axes, Shape.of(dims));
        }

        long[] dims() {
            return shape.toArray();
        }
    }

    private static final List<Along> SHAPES = List.of(
            new Along(List.of()),
            new Along(List.of(0), 37),
            new Along(List.of(0), 3, 17),
            new Along(List.of(1), 3, 17),
            new Along(List.of(0, 1), 3, 17),
            new Along(List.of(), 3, 17),
            new Along(List.of(1), 2, 3, 5),
            new Along(List.of(0, 2), 2, 3, 5),
            new Along(List.of(0, 1, 2), 2, 3, 4, 16),
            new Along(List.of(1, 2), 2, 3, 4, 16),
            new Along(List.of(3), 2, 3, 4, 5),
            new Along(List.of(0, 2, 4), 2, 1, 3, 2, 3));

    private ReductionCases() {}

    static void addTo(CaseList list) {
        for (Reduction kind : Reduction.values()) {
            List<DType> dtypes = switch (kind) {
                case ANY, ALL -> List.of(DType.BOOL);
                case MEAN -> CaseList.FLOATS;
                default -> NUMBERS;
            };
            for (DType dtype : dtypes) {
                SHAPES.forEach(along -> reduce(list, kind, dtype, along));
            }
        }
        for (DType dtype : NUMBERS) {
            arguments(list, dtype, 37);
            arguments(list, dtype, 3, 17);
            arguments(list, dtype, 2, 3, 5);
            arguments(list, dtype, 2, 3, 4, 5);
            sumTo(list, dtype);
        }
        for (DType dtype : ALL) {
            SHAPES.forEach(along -> list.add(
                    along.axes() + " as " + dtype,
                    dtype,
                    List.of(Inputs.any(DType.FLOAT32, along.dims())),
                    v -> new Count(v.getFirst(), along.axes(), dtype)));
        }
    }

    private static void reduce(CaseList list, Reduction kind, DType dtype, Along along) {
        for (boolean keep : new boolean[] {false, true}) {
            Tensor x = kind == Reduction.PROD && dtype.isFloat()
                    ? Inputs.signed(dtype, 0.6, 1.5, along.dims())
                    : Inputs.any(dtype, along.dims());
            list.add(
                    kind + " " + along.axes() + (keep ? " kept" : ""),
                    List.of(x),
                    v -> new Reduce(kind, v.getFirst(), along.axes(), keep));
        }
    }

    private static void arguments(CaseList list, DType dtype, long... dims) {
        for (int axis = 0; axis < dims.length; axis++) {
            int along = axis;
            Tensor x = dtype.isFloat() ? Inputs.quarters(dtype, dims) : Inputs.any(dtype, dims);
            list.add("largest " + axis, List.of(x), v -> new ArgReduce(true, v.getFirst(), along));
            list.add("smallest " + axis, List.of(x), v -> new ArgReduce(false, v.getFirst(), along));
        }
    }

    private static void sumTo(CaseList list, DType dtype) {
        long[][][] pairs = {
            {{}, {}},
            {{37}, {}},
            {{37}, {1}},
            {{3, 17}, {17}},
            {{3, 17}, {3, 1}},
            {{3, 17}, {3, 17}},
            {{2, 3, 5}, {3, 1}},
            {{2, 3, 4, 16}, {16}},
            {{2, 3, 4, 16}, {1, 1, 1, 16}},
            {{2, 1, 3, 2, 3}, {1, 3, 1, 3}}
        };
        for (long[][] pair : pairs) {
            list.add(
                    "",
                    List.of(Inputs.any(dtype, pair[0]), Inputs.any(dtype, pair[1])),
                    v -> new SumTo(v.get(0), v.get(1)));
        }
    }
}
