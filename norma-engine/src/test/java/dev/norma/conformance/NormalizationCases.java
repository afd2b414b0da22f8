package dev.norma.conformance;

import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Softmax;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Moments, normalization and softmax. */
final class NormalizationCases {
    private record Layout(List<Integer> axes, Shape weightShape, Shape shape) {
        Layout(List<Integer> axes, long[] weights, long... x) {
            this(axes, Shape.of(weights), Shape.of(x));
        }

        long[] x() {
            return shape.toArray();
        }

        long[] weights() {
            return weightShape.toArray();
        }

        long[] statistics() {
            long[] dims = x();
            axes.forEach(axis -> dims[axis] = 1);
            return dims;
        }
    }

    private static final List<Layout> LAYOUTS = List.of(
            new Layout(List.of(0), new long[] {37}, 37),
            new Layout(List.of(0), new long[] {6, 1}, 6, 16),
            new Layout(List.of(1), new long[] {6, 5}, 6, 5),
            new Layout(List.of(0, 1), new long[] {4, 7, 1}, 4, 7, 3),
            new Layout(List.of(0, 1, 2), new long[] {4, 3, 5, 1}, 4, 3, 5, 16),
            new Layout(List.of(0, 2, 3), new long[] {4, 1, 1, 1}, 4, 3, 5, 2),
            new Layout(List.of(1, 2), new long[] {4, 3, 5, 2}, 4, 3, 5, 2),
            new Layout(List.of(0, 1, 3), new long[] {2, 2, 1, 2, 1}, 2, 2, 3, 2, 3),
            new Layout(List.of(0), new long[] {1, 1}, 1, 4));

    private NormalizationCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : CaseList.FLOATS) {
            for (Layout layout : LAYOUTS) {
                moments(list, dtype, layout);
                normalize(list, dtype, layout);
            }
            softmax(list, dtype, 7);
            softmax(list, dtype, 5, 10);
            softmax(list, dtype, 2, 3, 5);
            softmax(list, dtype, 2, 3, 4, 16);
        }
    }

    private static void moments(CaseList list, DType dtype, Layout layout) {
        Tensor x = Inputs.any(dtype, layout.x());
        list.add(
                "over " + layout.axes(),
                List.of(x),
                v -> new Moments(v.getFirst(), layout.axes(), null, Weighting.SELECTED));
        gradient(list, layout, "", dtype, List.of(), Weighting.SELECTED);
        for (Weighting weighting : Weighting.values()) {
            weighted(list, layout, weighting, dtype, Inputs.any(DType.BOOL, layout.weights()));
            weighted(list, layout, weighting, dtype, Inputs.uniform(dtype, 0.1, 1, layout.weights()));
        }
    }

    private static void weighted(CaseList list, Layout layout, Weighting weighting, DType dtype, Tensor weights) {
        Tensor x = Inputs.any(dtype, layout.x());
        list.add(
                "over %s weights %s".formatted(layout.axes(), weighting),
                List.of(x, weights),
                v -> new Moments(v.get(0), layout.axes(), v.get(1), weighting));
        gradient(list, layout, " weights " + weighting, dtype, List.of(weights), weighting);
    }

    private static void gradient(
            CaseList list, Layout layout, String label, DType dtype, List<Tensor> weights, Weighting weighting) {
        DType statistic = Moments.dtype(dtype);
        List<Tensor> operands = new ArrayList<>(List.of(
                Inputs.any(dtype, layout.x()),
                Inputs.uniform(statistic, -0.5, 0.5, layout.statistics()),
                Inputs.uniform(statistic, 1, 9, layout.statistics()),
                Inputs.uniform(statistic, -1, 1, layout.statistics()),
                Inputs.uniform(statistic, -2, 1, layout.statistics())));
        operands.addAll(weights);
        list.add("over " + layout.axes() + label, operands, v -> {
            Value w = weights.isEmpty() ? null : v.get(5);
            return new MomentsGradient(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), layout.axes(), w, weighting);
        });
    }

    private static void normalize(CaseList list, DType dtype, Layout layout) {
        DType statistic = Moments.dtype(dtype);
        Tensor x = Inputs.any(dtype, layout.x());
        Tensor mean = Inputs.uniform(statistic, -0.5, 0.5, layout.statistics());
        Tensor variance = Inputs.uniform(statistic, 0.1, 2, layout.statistics());
        Tensor scale = Inputs.uniform(statistic, -2, 2, layout.statistics());
        Tensor offset = Inputs.uniform(statistic, -1, 2, layout.statistics());
        Tensor g = Inputs.uniform(dtype, -1, 1, layout.x());
        list.add(
                "plain",
                List.of(x, mean, variance),
                v -> new Normalize(v.get(0), v.get(1), v.get(2), null, null, 1e-3));
        list.add(
                "scaled",
                List.of(x, mean, variance, scale),
                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), null, 1e-3));
        list.add(
                "shifted",
                List.of(x, mean, variance, offset),
                v -> new Normalize(v.get(0), v.get(1), v.get(2), null, v.get(3), 1e-3));
        list.add(
                "scaled and shifted",
                List.of(x, mean, variance, scale, offset),
                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-5));
        list.add(
                "plain",
                List.of(x, mean, variance, g),
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), null, v.get(3), 1e-3));
        list.add(
                "scaled",
                List.of(x, mean, variance, scale, g),
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), v.get(3), v.get(4), 1e-3));
    }

    private static void softmax(CaseList list, DType dtype, long... dims) {
        for (int axis = 0; axis < dims.length; axis++) {
            int along = axis;
            Tensor x = Inputs.uniform(dtype, -8, 8, dims);
            list.add("axis " + axis, List.of(x), v -> new Softmax(v.getFirst(), along, false));
            list.add("axis " + axis + " logarithm", List.of(x), v -> new Softmax(v.getFirst(), along, true));
        }
    }
}
