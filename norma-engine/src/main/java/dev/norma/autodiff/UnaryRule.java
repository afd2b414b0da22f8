package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.add;
import static dev.norma.autodiff.Draw.binary;
import static dev.norma.autodiff.Draw.divide;
import static dev.norma.autodiff.Draw.keep;
import static dev.norma.autodiff.Draw.multiply;
import static dev.norma.autodiff.Draw.negate;
import static dev.norma.autodiff.Draw.square;
import static dev.norma.autodiff.Draw.subtract;
import static dev.norma.autodiff.Draw.unary;

import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Value;
import org.jspecify.annotations.Nullable;

/** The derivatives of functions of one number. */
final class UnaryRule {
    private UnaryRule() {}

    /**
     * What {@code y = function(x)} passes back to x.
     *
     * @return null for functions that are constant wherever they have a derivative
     */
    static @Nullable Value gradient(Elementwise function, Value x, Value y, Value g) {
        return switch (function) {
            case IDENTITY -> g;
            case NEGATE -> negate(g);
            case ABS -> multiply(g, unary(Elementwise.SIGN, x));
            case RECIPROCAL -> negate(multiply(g, square(y)));
            case SQUARE -> multiply(g, multiply(x, 2));
            case SQRT -> divide(g, multiply(y, 2));
            case RSQRT -> multiply(g, multiply(multiply(y, square(y)), -0.5));
            case EXP -> multiply(g, y);
            case EXPM1 -> multiply(g, unary(Elementwise.EXP, x));
            case LOG -> divide(g, x);
            case LOG1P -> divide(g, add(x, 1));
            case LOG2 -> divide(g, multiply(x, Math.log(2)));
            case LOG10 -> divide(g, multiply(x, Math.log(10)));
            case SIN -> multiply(g, unary(Elementwise.COS, x));
            case COS -> negate(multiply(g, unary(Elementwise.SIN, x)));
            case TAN -> multiply(g, add(square(y), 1));
            case ARCSIN -> divide(g, unary(Elementwise.SQRT, oneMinusSquare(x)));
            case ARCCOS -> negate(divide(g, unary(Elementwise.SQRT, oneMinusSquare(x))));
            case ARCTAN -> divide(g, add(square(x), 1));
            case SINH -> multiply(g, unary(Elementwise.COSH, x));
            case COSH -> multiply(g, unary(Elementwise.SINH, x));
            case TANH -> multiply(g, subtract(1, square(y)));
            case ARCSINH -> divide(g, unary(Elementwise.SQRT, add(square(x), 1)));
            case ARCCOSH -> divide(g, unary(Elementwise.SQRT, negate(oneMinusSquare(x))));
            case ARCTANH -> divide(g, oneMinusSquare(x));
            case SIGMOID -> multiply(g, multiply(y, subtract(1, y)));
            case SOFTPLUS -> multiply(g, unary(Elementwise.SIGMOID, x));
            case RELU -> keep(binary(Operator.GREATER, y, y.constant(0)), g);
            case ERF -> multiply(g, multiply(unary(Elementwise.EXP, negate(square(x))), 2 / Math.sqrt(Math.PI)));
            case ERFINV -> multiply(g, multiply(unary(Elementwise.EXP, square(y)), Math.sqrt(Math.PI) / 2));
            case STOP_GRADIENT, SIGN, FLOOR, CEIL, ROUND, TRUNC, LOGICAL_NOT, ISNAN, ISINF, ISFINITE -> null;
        };
    }

    /** {@code 1 - x * x}, without losing digits near 1. */
    private static Value oneMinusSquare(Value x) {
        return multiply(subtract(1, x), add(x, 1));
    }
}
