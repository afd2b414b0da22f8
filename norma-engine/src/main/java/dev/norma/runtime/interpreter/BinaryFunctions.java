package dev.norma.runtime.interpreter;

import dev.norma.graph.Operator;

/** Functions of two numbers, to the accuracy of doubles. */
final class BinaryFunctions {
    private BinaryFunctions() {}

    static double of(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MOD -> mod(a, b);
            case POWER -> power(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case ARCTAN2 -> Math.atan2(a, b);
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL -> a != b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_EQUAL -> a >= b ? 1 : 0;
            case LOGICAL_AND -> a != 0 && b != 0 ? 1 : 0;
            case LOGICAL_OR -> a != 0 || b != 0 ? 1 : 0;
            case LOGICAL_XOR -> (a != 0) != (b != 0) ? 1 : 0;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, LEFT_SHIFT, RIGHT_SHIFT, GCD ->
                throw new AssertionError(operator + " of numbers that are not whole");
        };
    }

    /** The same for int32: products and powers wrap around, and a number divided by 0 gives 0, as in NumPy. */
    static double ofIntegers(Operator operator, double a, double b) {
        return switch (operator) {
            case MULTIPLY -> ((int) a) * ((int) b);
            case POWER -> integerPower((int) a, (int) b);
            case FLOOR_DIVIDE -> b == 0 ? 0 : Math.floorDiv((long) a, (long) b);
            case MOD -> b == 0 ? 0 : Math.floorMod((long) a, (long) b);
            case BITWISE_AND -> (int) a & (int) b;
            case BITWISE_OR -> (int) a | (int) b;
            case BITWISE_XOR -> (int) a ^ (int) b;
            case LEFT_SHIFT -> isPlaces(b) ? (int) a << (int) b : 0;
            case RIGHT_SHIFT -> (int) a >> (isPlaces(b) ? (int) b : Integer.SIZE - 1);
            case GCD -> gcd((long) a, (long) b);
            default -> of(operator, a, b);
        };
    }

    /** Whether an int can be shifted so far; it is empty after all else, as in NumPy. */
    private static boolean isPlaces(double shift) {
        return shift >= 0 && shift < Integer.SIZE;
    }

    private static int gcd(long a, long b) {
        while (b != 0) {
            long remainder = a % b;
            a = b;
            b = remainder;
        }
        return (int) Math.abs(a);
    }

    /** The floor of the exact quotient: dividing what is left without the remainder, which {@code %} knows exactly. */
    private static double floorDivide(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double remainder = a % b;
        double whole = Math.rint((a - remainder) / b);
        if (remainder != 0 && (remainder < 0) != (b < 0)) {
            return whole - 1;
        }
        return whole == 0 ? Math.copySign(0, a / b) : whole;
    }

    private static double mod(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(0, b);
        }
        return (remainder < 0) != (b < 0) ? remainder + b : remainder;
    }

    /** As IEEE 754 has it, unlike Java: 1 to any power is 1, and so is -1 to an infinite one. */
    private static double power(double a, double b) {
        return a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
    }

    private static int integerPower(int base, int exponent) {
        if (exponent < 0) {
            return base == 1 ? 1 : base == -1 ? (exponent % 2 == 0 ? 1 : -1) : 0;
        }
        int result = 1;
        int square = base;
        for (int bits = exponent; bits != 0; bits >>= 1) {
            result = (bits & 1) == 1 ? result * square : result;
            square *= square;
        }
        return result;
    }
}
