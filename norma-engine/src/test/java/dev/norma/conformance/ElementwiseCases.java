package dev.norma.conformance;

import static dev.norma.conformance.CaseList.ALL;
import static dev.norma.conformance.CaseList.FLOATS;
import static dev.norma.conformance.CaseList.NUMBERS;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Unary;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.Collections;
import java.util.List;

/** Operations on each element. */
final class ElementwiseCases {
    private static final long[][] SHAPES = {{}, {37}, {3, 17}, {2, 3, 5}, {2, 3, 4, 5}, {2, 1, 3, 2, 3}};
    private static final long[][][] PAIRS = {
        {{}, {}},
        {{37}, {37}},
        {{37}, {}},
        {{}, {3, 17}},
        {{3, 17}, {3, 17}},
        {{3, 17}, {17}},
        {{4, 1}, {1, 5}},
        {{2, 3, 5}, {3, 1}},
        {{2, 3, 4, 16}, {2, 3, 4, 16}},
        {{2, 3, 4, 16}, {16}},
        {{2, 3, 4, 5}, {2, 1, 1, 5}},
        {{2, 1, 3, 2, 3}, {1, 2, 1, 1, 3}},
        {{0, 3}, {3}},
    };

    private ElementwiseCases() {}

    static void addTo(CaseList list) {
        for (Elementwise function : Elementwise.values()) {
            unary(list, function);
        }
        for (Operator operator : Operator.values()) {
            binary(list, operator);
        }
        wheres(list);
        casts(list);
        sums(list);
    }

    private static void unary(CaseList list, Elementwise function) {
        List<DType> dtypes = switch (function) {
            case LOGICAL_NOT -> List.of(DType.BOOL);
            case IDENTITY, STOP_GRADIENT -> ALL;
            default -> function.takesIntegers() ? NUMBERS : FLOATS;
        };
        for (DType dtype : dtypes) {
            for (long[] shape : SHAPES) {
                Tensor x = dtype.isFloat() ? domain(function, dtype, shape) : Inputs.any(dtype, shape);
                list.add(function.name(), List.of(x), v -> new Unary(function, v.getFirst()));
            }
        }
    }

    /** Numbers for which the function is defined, and not too steep for a comparison. */
    private static Tensor domain(Elementwise function, DType dtype, long... shape) {
        return switch (function) {
            case LOG, LOG2, LOG10, RSQRT -> Inputs.uniform(dtype, 0.05, 4, shape);
            case SQRT -> Inputs.uniform(dtype, 0, 4, shape);
            case LOG1P -> Inputs.uniform(dtype, -0.9, 4, shape);
            case ARCSIN, ARCCOS, ARCTANH, ERFINV -> Inputs.uniform(dtype, -0.95, 0.95, shape);
            case ARCCOSH -> Inputs.uniform(dtype, 1.05, 5, shape);
            case TAN -> Inputs.uniform(dtype, -1.2, 1.2, shape);
            case RECIPROCAL -> Inputs.signed(dtype, 0.3, 3, shape);
            case FLOOR, CEIL, ROUND, TRUNC, SIGN -> Inputs.quarters(dtype, shape);
            case ISNAN, ISINF, ISFINITE -> Inputs.withOddOnes(dtype, shape);
            default -> Inputs.any(dtype, shape);
        };
    }

    private static void binary(CaseList list, Operator operator) {
        List<DType> dtypes = switch (operator) {
            case DIVIDE, ARCTAN2 -> FLOATS;
            case BITWISE_AND, BITWISE_OR, BITWISE_XOR, LEFT_SHIFT, RIGHT_SHIFT, GCD -> List.of(DType.INT32);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> List.of(DType.BOOL);
            case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> ALL;
            default -> NUMBERS;
        };
        for (DType dtype : dtypes) {
            for (long[][] pair : PAIRS) {
                Tensor lhs = operator.isTest() && dtype.isFloat()
                        ? Inputs.quarters(dtype, pair[0])
                        : operator == Operator.POWER && dtype.isFloat()
                                ? Inputs.uniform(dtype, 0.1, 3, pair[0])
                                : Inputs.any(dtype, pair[0]);
                Tensor rhs = right(operator, dtype, pair[1]);
                list.add(operator.name(), List.of(lhs, rhs), v -> new Binary(operator, v.get(0), v.get(1)));
            }
        }
    }

    private static Tensor right(Operator operator, DType dtype, long... shape) {
        return switch (operator) {
            case DIVIDE, FLOOR_DIVIDE, MOD ->
                dtype.isFloat() ? Inputs.signed(dtype, 0.3, 3, shape) : Inputs.signed(dtype, 1, 5, shape);
            case POWER -> dtype.isFloat() ? Inputs.any(dtype, shape) : Inputs.integers(dtype, 0, 4, shape);
            default -> operator.isTest() && dtype.isFloat() ? Inputs.quarters(dtype, shape) : Inputs.any(dtype, shape);
        };
    }

    private static void wheres(CaseList list) {
        for (DType dtype : ALL) {
            for (long[][] pair : PAIRS) {
                List<Tensor> operands = List.of(
                        Inputs.any(DType.BOOL, pair[1]), Inputs.any(dtype, pair[0]), Inputs.any(dtype, pair[1]));
                list.add("", dtype, operands, v -> new Where(v.get(0), v.get(1), v.get(2)));
            }
            List<Tensor> scalars =
                    List.of(Inputs.any(DType.BOOL, 3, 4), Inputs.scalar(dtype, 1), Inputs.any(dtype, 2, 3, 1));
            list.add("", dtype, scalars, v -> new Where(v.get(0), v.get(1), v.get(2)));
        }
    }

    private static void casts(CaseList list) {
        for (DType from : ALL) {
            for (DType to : ALL) {
                for (long[] shape : SHAPES) {
                    Tensor x = from.isFloat() ? Inputs.quarters(from, shape) : Inputs.any(from, shape);
                    list.add("", List.of(x), v -> new Cast(v.getFirst(), to));
                }
            }
        }
    }

    private static void sums(CaseList list) {
        for (DType dtype : NUMBERS) {
            for (long[] shape : SHAPES) {
                for (int terms = 1; terms <= 4; terms++) {
                    list.add("of " + terms, Collections.nCopies(terms, Inputs.any(dtype, shape)), Sum::new);
                }
            }
        }
    }
}
