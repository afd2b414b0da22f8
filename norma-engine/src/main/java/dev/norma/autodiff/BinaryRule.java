package dev.norma.autodiff;

import static dev.norma.autodiff.Draw.add;
import static dev.norma.autodiff.Draw.binary;
import static dev.norma.autodiff.Draw.divide;
import static dev.norma.autodiff.Draw.keep;
import static dev.norma.autodiff.Draw.multiply;
import static dev.norma.autodiff.Draw.negate;
import static dev.norma.autodiff.Draw.square;
import static dev.norma.autodiff.Draw.subtract;
import static dev.norma.autodiff.Draw.sumTo;
import static dev.norma.autodiff.Draw.unary;
import static dev.norma.autodiff.Draw.where;

import dev.norma.graph.Binary;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Value;

/** The derivatives of functions of two numbers, summed over the axes along which an operand was stretched. */
final class BinaryRule {
    private final Value a;
    private final Value b;
    private final Sink grads;

    private BinaryRule(Binary op, Sink grads) {
        this.a = op.lhs();
        this.b = op.rhs();
        this.grads = grads;
    }

    static void pass(Binary op, Results results, Sink grads) {
        new BinaryRule(op, grads).pass(op.operator(), results.y(), results.g());
    }

    private void pass(Operator operator, Value y, Value g) {
        switch (operator) {
            case ADD -> both(g, g);
            case SUBTRACT -> both(g, negate(g));
            case MULTIPLY -> both(multiply(g, b), multiply(g, a));
            case DIVIDE -> {
                Value toA = divide(g, b);
                both(toA, negate(multiply(toA, y)));
            }
            case MOD -> both(g, negate(multiply(g, binary(Operator.FLOOR_DIVIDE, a, b))));
            case POWER -> power(y, g);
            case MAXIMUM -> choose(binary(Operator.GREATER_EQUAL, a, b), g);
            case MINIMUM -> choose(binary(Operator.LESS_EQUAL, a, b), g);
            case ARCTAN2 -> {
                Value share = divide(g, add(square(a), square(b)));
                both(multiply(share, b), negate(multiply(share, a)));
            }
            case FLOOR_DIVIDE,
                    EQUAL,
                    NOT_EQUAL,
                    LESS,
                    LESS_EQUAL,
                    GREATER,
                    GREATER_EQUAL,
                    LOGICAL_AND,
                    LOGICAL_OR,
                    LOGICAL_XOR,
                    BITWISE_AND,
                    BITWISE_OR,
                    BITWISE_XOR,
                    LEFT_SHIFT,
                    RIGHT_SHIFT,
                    GCD -> {}
        }
    }

    private void both(Value toA, Value toB) {
        toLhs(toA);
        toRhs(toB);
    }

    private void toLhs(Value g) {
        grads.add(a, sumTo(g, a, b));
    }

    private void toRhs(Value g) {
        grads.add(b, sumTo(g, b, a));
    }

    /** Equal operands: the first one gets all. Not a number: the second one. */
    private void choose(Value first, Value g) {
        both(keep(first, g), where(first, g.constant(0), g));
    }

    /** {@code b a^(b-1)}, which is 0 for an exponent of 0 whatever the base, and {@code y log(a)}, 0 for a base up to 0. */
    private void power(Value y, Value g) {
        Double exponent = b.fill();
        if (exponent != null) {
            toLhs(exponent == 0 ? Draw.fillLike(0, g) : multiply(g, constantPower(exponent)));
        } else {
            Value zero = b.constant(0);
            Value slope = multiply(b, binary(Operator.POWER, a, subtract(b, b.constant(1))));
            toLhs(multiply(g, where(binary(Operator.EQUAL, b, zero), zero, slope)));
        }
        Value positive = binary(Operator.GREATER, a, a.constant(0));
        Value safe = where(positive, a, a.constant(1));
        toRhs(multiply(g, multiply(y, unary(Elementwise.LOG, safe))));
    }

    private Value constantPower(double exponent) {
        if (exponent == 1) {
            return a.constant(1);
        }
        Value lower = exponent == 2 ? a : Draw.power(a, exponent - 1);
        return multiply(lower, exponent);
    }
}
