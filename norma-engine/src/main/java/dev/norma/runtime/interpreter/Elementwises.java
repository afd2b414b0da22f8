package dev.norma.runtime.interpreter;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.tensor.Shape;
import java.util.List;

/** Operations on each element, or on each tuple of elements. */
final class Elementwises {
    private Elementwises() {}

    static double[] unary(Elementwise function, Numbers x) {
        double[] from = x.values();
        double[] result = new double[from.length];
        if (function == Elementwise.SQUARE && x.dtype().isInteger()) {
            return binary(Operator.MULTIPLY, x, x, x.shape());
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = UnaryFunctions.of(function, from[i]);
        }
        return result;
    }

    static double[] binary(Operator operator, Numbers lhs, Numbers rhs, Shape shape) {
        double[] a = Shapes.stretch(lhs, shape);
        double[] b = Shapes.stretch(rhs, shape);
        double[] result = new double[a.length];
        if (lhs.dtype().isInteger()) {
            for (int i = 0; i < result.length; i++) {
                result[i] = BinaryFunctions.ofIntegers(operator, a[i], b[i]);
            }
        } else {
            for (int i = 0; i < result.length; i++) {
                result[i] = BinaryFunctions.of(operator, a[i], b[i]);
            }
        }
        return result;
    }

    static double[] where(Numbers condition, Numbers then, Numbers otherwise, Shape shape) {
        double[] holds = Shapes.stretch(condition, shape);
        double[] a = Shapes.stretch(then, shape);
        double[] b = Shapes.stretch(otherwise, shape);
        double[] result = new double[holds.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = holds[i] != 0 ? a[i] : b[i];
        }
        return result;
    }

    static double[] sum(List<Numbers> terms) {
        double[] result = new double[terms.getFirst().size()];
        for (Numbers term : terms) {
            double[] values = term.values();
            for (int i = 0; i < result.length; i++) {
                result[i] += values[i];
            }
        }
        return result;
    }
}
