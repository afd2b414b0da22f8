package dev.norma.conformance;

import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Value;
import dev.norma.graph.Window;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Convolutions and pooling, with their gradients. */
final class WindowCases {
    private record Geometry(Window window, int groups, int outputs, Shape shape) {
        Geometry(Window window, int groups, int outputs, long... x) {
            this(window, groups, outputs, Shape.of(x));
        }

        long[] x() {
            return shape.toArray();
        }
    }

    private static final List<Geometry> CONVOLUTIONS = List.of(
            new Geometry(window(Padding.VALID, 1, 1, 3), 1, 4, 2, 9, 3),
            new Geometry(window(Padding.SAME, 2, 1, 4), 1, 8, 2, 9, 3),
            new Geometry(window(Padding.SAME, 1, 2, 3), 1, 4, 3, 10, 2),
            new Geometry(window(explicit(2, 0), 1, 2, 2), 2, 4, 2, 7, 4),
            new Geometry(window(Padding.VALID, 1, 1, 3, 3), 1, 16, 2, 8, 8, 1),
            new Geometry(window(Padding.VALID, 1, 1, 1, 1), 1, 5, 2, 4, 3, 7),
            new Geometry(window(Padding.SAME, 1, 1, 3, 3), 1, 16, 2, 7, 6, 16),
            new Geometry(window(Padding.SAME, 2, 1, 3, 2), 1, 6, 2, 8, 7, 3),
            new Geometry(window(Padding.SAME, 1, 2, 3, 3), 1, 4, 1, 9, 9, 2),
            new Geometry(window(Padding.VALID, 2, 1, 5, 3), 1, 3, 2, 11, 8, 2),
            new Geometry(window(explicit(1, 2, 0, 1), 2, 1, 3, 3), 1, 3, 2, 6, 6, 2),
            new Geometry(window(Padding.SAME, 1, 1, 3, 3), 2, 6, 2, 5, 5, 4),
            new Geometry(window(Padding.SAME, 1, 1, 3, 3), 5, 5, 2, 5, 4, 5),
            new Geometry(window(Padding.VALID, 2, 1, 3, 3), 4, 8, 2, 7, 7, 4),
            new Geometry(window(Padding.VALID, 1, 1, 2, 3, 2), 1, 3, 2, 4, 5, 3, 2),
            new Geometry(onePlaceAcross(Padding.SAME), 1, 2, 2, 5, 1, 1),
            new Geometry(onePlaceAcross(Padding.VALID), 1, 2, 2, 5, 4, 1));

    private static final List<Geometry> POOLS = List.of(
            new Geometry(window(Padding.VALID, 2, 1, 2), 1, 0, 2, 9, 3),
            new Geometry(window(Padding.VALID, 2, 1, 2, 2), 1, 0, 2, 6, 6, 16),
            new Geometry(window(Padding.SAME, 2, 1, 3, 3), 1, 0, 2, 7, 8, 3),
            new Geometry(window(Padding.SAME, 1, 1, 2, 2), 1, 0, 2, 5, 5, 3),
            new Geometry(window(Padding.VALID, 1, 1, 3, 2), 1, 0, 2, 5, 4, 5),
            new Geometry(window(Padding.VALID, 3, 1, 2, 2), 1, 0, 1, 8, 8, 2),
            new Geometry(window(explicit(1, 1, 0, 1), 2, 1, 3, 3), 1, 0, 2, 6, 5, 4),
            new Geometry(window(Padding.VALID, 1, 2, 1, 1), 1, 0, 2, 3, 3, 2),
            new Geometry(window(Padding.SAME, 2, 2, 3, 3), 1, 0, 2, 4, 5, 2));

    private WindowCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : CaseList.FLOATS) {
            CONVOLUTIONS.forEach(geometry -> convolution(list, dtype, geometry));
            POOLS.forEach(geometry -> {
                pool(list, Pooling.MAX, dtype, geometry);
                pool(list, Pooling.AVERAGE, dtype, geometry);
            });
        }
    }

    private static void convolution(CaseList list, DType dtype, Geometry g) {
        String label = label(g.window()) + (g.groups() == 1 ? "" : " groups " + g.groups());
        Tensor x = Inputs.any(dtype, g.x());
        Tensor kernel = Inputs.any(dtype, kernel(g));
        Tensor upstream = Inputs.any(dtype, results(g.window(), g.outputs(), g.x()));
        list.add(label, List.of(x, kernel), v -> new Conv(v.get(0), v.get(1), g.window(), g.groups()));
        list.add(
                label,
                List.of(upstream, kernel, x),
                v -> new ConvInputGradient(v.get(0), v.get(1), v.get(2), g.window(), g.groups()));
        list.add(
                label,
                List.of(x, upstream, kernel),
                v -> new ConvKernelGradient(v.get(0), v.get(1), v.get(2), g.window(), g.groups()));
    }

    private static void pool(CaseList list, Pooling kind, DType dtype, Geometry g) {
        String label = kind + " " + label(g.window());
        Tensor x = Inputs.quarters(dtype, g.x());
        long[] results = results(g.window(), (int) g.x()[g.x().length - 1], g.x());
        list.add(label, List.of(x), v -> new Pool(kind, v.getFirst(), g.window()));
        // y must be what Pool gives, so the case draws it from x
        list.add(label, List.of(x, Inputs.any(dtype, results)), v -> gradient(kind, v, g.window()));
    }

    private static PoolGradient gradient(Pooling kind, List<Value> v, Window window) {
        Value y = Node.of(new Pool(kind, v.get(0), window)).results().getFirst();
        return new PoolGradient(kind, v.get(0), y, v.get(1), window);
    }

    private static long[] kernel(Geometry g) {
        int rank = g.window().rank();
        long[] dims = new long[rank + 2];
        for (int axis = 0; axis < rank; axis++) {
            dims[axis] = g.window().size().get(axis);
        }
        dims[rank] = g.x()[rank + 1] / g.groups();
        dims[rank + 1] = g.outputs();
        return dims;
    }

    private static long[] results(Window window, int channels, long... x) {
        long[] dims = x.clone();
        for (int axis = 0; axis < window.rank(); axis++) {
            dims[axis + 1] = window.outputSize(axis, x[axis + 1]);
        }
        dims[dims.length - 1] = channels;
        return dims;
    }

    private static Window window(Padding padding, int stride, int dilation, Integer... size) {
        List<Integer> sizes = List.of(size);
        return new Window(
                sizes, Collections.nCopies(sizes.size(), stride), Collections.nCopies(sizes.size(), dilation), padding);
    }

    private static Window onePlaceAcross(Padding padding) {
        return new Window(List.of(1, 3), List.of(1, 2), List.of(1, 1), padding);
    }

    /** In front of and behind each axis in turn. */
    private static Padding explicit(int... both) {
        List<Integer> low = new ArrayList<>();
        List<Integer> high = new ArrayList<>();
        for (int i = 0; i < both.length; i += 2) {
            low.add(both[i]);
            high.add(both[i + 1]);
        }
        return new Padding.Explicit(low, high);
    }

    private static String label(Window w) {
        return "%s strides %s dilation %s padding %s".formatted(w.size(), w.strides(), w.dilation(), w.padding());
    }
}
