package dev.norma.conformance;

import static dev.norma.conformance.CaseList.ALL;

import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Concatenate;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Pad;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Reverse;
import dev.norma.graph.Slice;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Transpose;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Operations that move elements. */
final class ShapeCases {
    private static final long END = Slice.TO_END;

    private ShapeCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : ALL) {
            reshapes(list, dtype);
            transposes(list, dtype);
            broadcasts(list, dtype);
            concatenations(list, dtype);
            slices(list, dtype);
            pads(list, dtype);
            reverses(list, dtype);
        }
    }

    private static void reshapes(CaseList list, DType dtype) {
        long[][][] pairs = {
            {{}, {1, 1}},
            {{12}, {3, 4}},
            {{3, 4}, {12}},
            {{2, 3, 4}, {6, 4}},
            {{2, 3, 4, 5}, {2, 60}},
            {{2, 1, 3, 2, 3}, {6, 6}},
            {{0, 3}, {3, 0}}
        };
        for (long[][] pair : pairs) {
            Tensor x = Inputs.any(dtype, pair[0]);
            list.add("", List.of(x), v -> new Reshape(v.getFirst(), Shape.of(pair[1])));
            list.add("", List.of(x, Inputs.any(dtype, pair[1])), v -> new ReshapeLike(v.get(0), v.get(1)));
        }
        list.add("[0, 1]", List.of(Inputs.any(dtype)), v -> new ExpandDims(v.getFirst(), List.of(0, 1)));
        list.add("[1]", List.of(Inputs.any(dtype, 7)), v -> new ExpandDims(v.getFirst(), List.of(1)));
        list.add("[0, 2, 4]", List.of(Inputs.any(dtype, 3, 5)), v -> new ExpandDims(v.getFirst(), List.of(0, 2, 4)));
        list.add("[0]", List.of(Inputs.any(dtype, 1)), v -> new Squeeze(v.getFirst(), List.of(0)));
        list.add("[0, 2]", List.of(Inputs.any(dtype, 1, 5, 1)), v -> new Squeeze(v.getFirst(), List.of(0, 2)));
        list.add("[1, 2]", List.of(Inputs.any(dtype, 2, 1, 1, 3)), v -> new Squeeze(v.getFirst(), List.of(1, 2)));
    }

    private static void transposes(CaseList list, DType dtype) {
        transpose(list, dtype, List.of());
        transpose(list, dtype, List.of(0), 7);
        transpose(list, dtype, List.of(1, 0), 3, 17);
        transpose(list, dtype, List.of(0, 2, 1), 2, 3, 5);
        transpose(list, dtype, List.of(2, 0, 1), 2, 3, 5);
        transpose(list, dtype, List.of(0, 3, 1, 2), 2, 3, 4, 5);
        transpose(list, dtype, List.of(0, 2, 3, 1), 2, 3, 4, 5);
        transpose(list, dtype, List.of(4, 2, 0, 3, 1), 2, 1, 3, 2, 3);
    }

    private static void transpose(CaseList list, DType dtype, List<Integer> permutation, long... dims) {
        list.add(
                permutation.toString(),
                List.of(Inputs.any(dtype, dims)),
                v -> new Transpose(v.getFirst(), permutation));
    }

    private static void broadcasts(CaseList list, DType dtype) {
        long[][][] pairs = {
            {{}, {}},
            {{}, {5}},
            {{1}, {5}},
            {{7}, {3, 7}},
            {{3, 1}, {3, 7}},
            {{3, 1}, {2, 3, 4}},
            {{1, 3, 1, 5}, {2, 3, 4, 5}},
            {{1}, {2, 1, 3, 2, 3}}
        };
        for (long[][] pair : pairs) {
            Tensor x = Inputs.any(dtype, pair[0]);
            list.add("", List.of(x), v -> new BroadcastTo(v.getFirst(), Shape.of(pair[1])));
            list.add("", List.of(x, Inputs.any(dtype, pair[1])), v -> new BroadcastLike(v.get(0), v.get(1)));
        }
    }

    private static void concatenations(CaseList list, DType dtype) {
        concatenate(list, dtype, 0, new long[] {3}, new long[] {1}, new long[] {4});
        concatenate(list, dtype, 0, new long[] {2, 3}, new long[] {1, 3});
        concatenate(list, dtype, 1, new long[] {2, 3}, new long[] {2, 1}, new long[] {2, 0});
        concatenate(list, dtype, 1, new long[] {2, 3, 2}, new long[] {2, 5, 2});
        concatenate(list, dtype, 3, new long[] {2, 3, 4, 16}, new long[] {2, 3, 4, 16});
        concatenate(list, dtype, 2, new long[] {2, 1, 3, 2, 3}, new long[] {2, 1, 1, 2, 3});
        concatenate(list, dtype, 1, new long[] {4, 2});
    }

    private static void concatenate(CaseList list, DType dtype, int axis, long[]... shapes) {
        List<Tensor> parts =
                Arrays.stream(shapes).map(shape -> Inputs.any(dtype, shape)).toList();
        list.add("along " + axis, parts, v -> new Concatenate(v, axis));
    }

    private static void slices(CaseList list, DType dtype) {
        slice(list, dtype, List.of(2L), List.of(7L), List.of(1L), 9);
        slice(list, dtype, List.of(-3L), List.of(END), List.of(1L), 9);
        slice(list, dtype, List.of(1L), List.of(-1L), List.of(3L), 9);
        slice(list, dtype, List.of(4L), List.of(4L), List.of(1L), 9);
        slice(list, dtype, List.of(0L, 2L), List.of(END, 5L), List.of(1L, 1L), 3, 17);
        slice(list, dtype, List.of(1L, 0L), List.of(3L, END), List.of(1L, 4L), 3, 17);
        slice(list, dtype, List.of(0L, 1L, 0L), List.of(2L, 2L, END), List.of(2L, 1L, 2L), 2, 3, 5);
        slice(list, dtype, List.of(0L, 1L, 1L, 0L), List.of(END, 3L, 3L, END), List.of(1L, 1L, 1L, 1L), 2, 3, 4, 5);
        slice(
                list,
                dtype,
                List.of(1L, 0L, 0L, 1L, 0L),
                List.of(2L, 1L, END, 2L, END),
                List.of(1L, 1L, 2L, 1L, 1L),
                2,
                1,
                3,
                2,
                3);
    }

    private static void slice(
            CaseList list, DType dtype, List<Long> begin, List<Long> end, List<Long> step, long... dims) {
        String label = "%s to %s by %s".formatted(begin, end, step).replace(Long.toString(END), "end");
        Tensor x = Inputs.any(dtype, dims);
        list.add(label, List.of(x), v -> new Slice(v.getFirst(), begin, end, step));
        Shape part = Node.of(new Slice(Leaf.value("x", x.type(), null), begin, end, step))
                .results()
                .getFirst()
                .shape();
        list.add(
                label,
                List.of(Inputs.any(dtype, part.toArray()), x),
                v -> new SliceGradient(v.get(0), v.get(1), begin, end, step));
    }

    private static void pads(CaseList list, DType dtype) {
        pad(list, dtype, List.of(2L), List.of(0L), 7);
        pad(list, dtype, List.of(0L, 1L), List.of(2L, 3L), 3, 5);
        pad(list, dtype, List.of(1L, 0L, 2L), List.of(0L, 0L, 1L), 2, 3, 5);
        pad(list, dtype, List.of(0L, 1L, 1L, 0L), List.of(0L, 1L, 2L, 0L), 2, 3, 4, 5);
        pad(list, dtype, List.of(0L, 1L, 0L, 0L, 1L), List.of(1L, 0L, 0L, 0L, 1L), 2, 1, 3, 2, 3);
    }

    private static void pad(CaseList list, DType dtype, List<Long> low, List<Long> high, long... dims) {
        for (double value : dtype.isFloat() ? new double[] {0, -1.5, Double.NEGATIVE_INFINITY} : new double[] {0, 1}) {
            list.add(
                    "%s and %s with %s".formatted(low, high, value),
                    List.of(Inputs.any(dtype, dims)),
                    v -> new Pad(v.getFirst(), low, high, value));
        }
    }

    private static void reverses(CaseList list, DType dtype) {
        reverse(list, dtype, List.of(0), 7);
        reverse(list, dtype, List.of(1), 3, 5);
        reverse(list, dtype, List.of(0, 2), 2, 3, 5);
        reverse(list, dtype, List.of(1, 2), 2, 3, 4, 5);
        reverse(list, dtype, List.of(0, 1, 2, 3, 4), 2, 1, 3, 2, 3);
    }

    private static void reverse(CaseList list, DType dtype, List<Integer> axes, long... dims) {
        list.add(axes.toString(), List.of(Inputs.any(dtype, dims)), v -> new Reverse(v.getFirst(), axes));
    }
}
