package dev.norma.graph;

/** Functions of two numbers, applied to each pair of elements. */
public enum Operator {
    /** a + b. */
    ADD,
    /** a - b. */
    SUBTRACT,
    /** a * b. */
    MULTIPLY,
    /** a / b; floats only. */
    DIVIDE,
    /** The integer below a / b. */
    FLOOR_DIVIDE,
    /** a - b * floor(a / b), with the sign of b. */
    MOD,
    /** a to the power of b. */
    POWER,
    /** The larger one; not a number if one is. */
    MAXIMUM,
    /** The smaller one; not a number if one is. */
    MINIMUM,
    /** The angle of the point (b, a); floats only. */
    ARCTAN2,
    /** The bits that both have; integers only, as are the following. */
    BITWISE_AND,
    /** The bits that one or both have. */
    BITWISE_OR,
    /** The bits that one has and not the other. */
    BITWISE_XOR,
    /** The bits of a moved up by b places, with zeros behind. */
    LEFT_SHIFT,
    /** The bits of a moved down by b places, with copies of the sign in front. */
    RIGHT_SHIFT,
    /** The greatest common divisor, from 0. */
    GCD,
    /** a = b; the result is boolean. */
    EQUAL,
    /** a is not b; the result is boolean. */
    NOT_EQUAL,
    /** a below b; the result is boolean. */
    LESS,
    /** a below b or equal; the result is boolean. */
    LESS_EQUAL,
    /** a above b; the result is boolean. */
    GREATER,
    /** a above b or equal; the result is boolean. */
    GREATER_EQUAL,
    /** Both; booleans only. */
    LOGICAL_AND,
    /** One or both; booleans only. */
    LOGICAL_OR,
    /** One, not both; booleans only. */
    LOGICAL_XOR;

    /** Whether the result is boolean. */
    public boolean isTest() {
        return compareTo(EQUAL) >= 0;
    }

    /** Whether it takes integers alone. */
    public boolean isWhole() {
        return compareTo(BITWISE_AND) >= 0 && compareTo(GCD) <= 0;
    }

    /** Whether it takes booleans alone. */
    public boolean isLogical() {
        return compareTo(LOGICAL_AND) >= 0;
    }
}
