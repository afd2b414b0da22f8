package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Binary;
import dev.norma.graph.Cast;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseGradientsTest {
    private final Draws draws = new Draws(1);

    static Stream<Elementwise> smooth() {
        return Arrays.stream(Elementwise.values())
                .filter(function -> !function.isTest() && function != Elementwise.STOP_GRADIENT);
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void of_functions_of_one_number_are_their_slopes(Elementwise function) {
        Differences.of(x -> unary(function, x.getFirst()), domain(function, 2, 5))
                .check();
        Differences.of(x -> unary(function, x.getFirst()), domain(function)).check();
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void of_gradients_of_functions_of_one_number_are_their_slopes(Elementwise function) {
        Differences.ofGradients(x -> unary(function, x.getFirst()), domain(function, 2, 5))
                .check();
    }

    /** Numbers at which the function and its slope are defined, at a distance from steps and kinks. */
    private Tensor domain(Elementwise function, long... dims) {
        return switch (function) {
            case SQRT, RSQRT, LOG, LOG2, LOG10, LOG1P -> draws.between(0.3, 2, dims);
            case ARCCOSH -> draws.between(1.2, 2.5, dims);
            case ARCSIN, ARCCOS, ARCTANH, ERFINV -> draws.between(-0.8, 0.8, dims);
            case ABS, SIGN, RELU, RECIPROCAL -> draws.awayFromZero(dims);
            case FLOOR, CEIL, TRUNC, ROUND -> draws.between(0.1, 0.4, dims);
            default -> draws.any(dims);
        };
    }

    static Stream<Operator> arithmetic() {
        return Arrays.stream(Operator.values()).filter(operator -> !operator.isTest() && !operator.isWhole());
    }

    @ParameterizedTest
    @MethodSource("arithmetic")
    void of_functions_of_two_numbers_are_their_slopes_whatever_is_stretched(Operator operator) {
        for (long[][] shapes : SHAPES) {
            Differences.of(
                            x -> binary(operator, x.get(0), x.get(1)),
                            left(operator, shapes[0]),
                            right(operator, shapes[1]))
                    .check();
        }
    }

    @ParameterizedTest
    @MethodSource("arithmetic")
    void of_gradients_of_functions_of_two_numbers_are_their_slopes(Operator operator) {
        Differences.ofGradients(x -> binary(operator, x.get(0), x.get(1)), left(operator, 2, 3), right(operator, 2, 3))
                .check();
        Differences.ofGradients(x -> binary(operator, x.get(0), x.get(1)), left(operator, 3), right(operator, 2, 1))
                .check();
    }

    private static final long[][][] SHAPES = {
        {{2, 3}, {2, 3}},
        {{2, 3}, {3}},
        {{3}, {2, 3}},
        {{2, 1}, {1, 3}},
        {{}, {2, 3}},
        {{2, 3}, {1, 1}},
        {{2, 1, 3}, {4, 1}},
    };

    private Tensor left(Operator operator, long... dims) {
        return switch (operator) {
            case POWER -> draws.between(0.5, 2, dims);
            case MOD, FLOOR_DIVIDE -> draws.between(2.7, 3.2, dims);
            case MAXIMUM, MINIMUM -> draws.between(-1, 0, dims);
            default -> draws.awayFromZero(dims);
        };
    }

    private Tensor right(Operator operator, long... dims) {
        return switch (operator) {
            case MOD, FLOOR_DIVIDE -> draws.between(1.1, 1.3, dims);
            case MAXIMUM, MINIMUM -> draws.between(0.01, 0.9, dims);
            default -> draws.awayFromZero(dims);
        };
    }

    @Test
    void of_maximum_and_minimum_reach_whichever_operand_is_chosen() {
        for (Operator operator : List.of(Operator.MAXIMUM, Operator.MINIMUM)) {
            Differences.of(
                            x -> binary(operator, x.get(0), x.get(1)),
                            draws.between(0.5, 1, 2, 3),
                            draws.between(-1, 0, 3))
                    .check();
        }
    }

    @Test
    void of_a_number_with_itself_count_twice() {
        Differences.of(x -> binary(Operator.MULTIPLY, x.getFirst(), x.getFirst()), draws.any(2, 3))
                .check();
        Differences.of(x -> binary(Operator.DIVIDE, x.getFirst(), x.getFirst()), draws.awayFromZero(2, 3))
                .check();
    }

    @Test
    void of_powers_with_constant_exponents_are_their_slopes() {
        for (double exponent : new double[] {0, 1, 2, 3, -1, 0.5}) {
            Differences.of(
                            x -> binary(
                                    Operator.POWER, x.getFirst(), x.getFirst().constant(exponent)),
                            draws.between(0.5, 2, 2, 3))
                    .check();
            Differences.ofGradients(
                            x -> binary(
                                    Operator.POWER, x.getFirst(), x.getFirst().constant(exponent)),
                            draws.between(0.5, 2, 2, 3))
                    .check();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operator.class,
            names = {"ADD", "MULTIPLY"})
    void of_32_bit_floats_are_32_bit_floats(Operator operator) {
        List<Tensor> gradients = Run.gradients(
                x -> binary(operator, x.get(0), x.get(1)), Tensor.of(3f, 4f), Tensor.of(new float[][] {{2}, {5}}));

        assertThat(gradients.get(0).dtype()).isEqualTo(DType.FLOAT32);
        assertThat(gradients.get(0).toFloats())
                .isEqualTo(operator == Operator.ADD ? new float[] {2, 2} : new float[] {7, 7});
        assertThat(gradients.get(1).shape()).isEqualTo(Shape.of(2, 1));
    }

    @Test
    void where_numbers_have_no_slope_are_as_in_TensorFlow() {
        Tensor equal = Tensor.of(1d, 2d, 3d);
        Tensor two = Tensor.of(2d, 2d, 2d);
        List<Tensor> maximum = Run.gradients(x -> binary(Operator.MAXIMUM, x.get(0), x.get(1)), equal, two);
        List<Tensor> minimum = Run.gradients(x -> binary(Operator.MINIMUM, x.get(0), x.get(1)), equal, two);

        assertThat(maximum.get(0).toDoubles()).containsExactly(0, 1, 1);
        assertThat(maximum.get(1).toDoubles()).containsExactly(1, 0, 0);
        assertThat(minimum.get(0).toDoubles()).containsExactly(1, 1, 0);
        assertThat(minimum.get(1).toDoubles()).containsExactly(0, 0, 1);
        for (Elementwise function : List.of(Elementwise.RELU, Elementwise.ABS, Elementwise.SIGN)) {
            assertThat(slope(function, 0)).isZero();
        }
        assertThat(slope(Elementwise.SQRT, 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(slope(Elementwise.ROUND, 0.2)).isZero();
    }

    @Test
    void of_powers_at_base_zero_are_finite() {
        List<Tensor> gradients = Run.gradients(
                x -> binary(Operator.POWER, x.get(0), x.get(1)), Tensor.of(0d, 0d, -2d, 0d), Tensor.of(0d, 2d, 2d, 1d));

        assertThat(gradients.get(0).toDoubles()).containsExactly(0, 0, -4, 1);
        assertThat(gradients.get(1).toDoubles()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void of_where_reach_the_operand_that_was_chosen() {
        Tensor condition = Draws.bools(Shape.of(2, 3), 1, 0, 1, 0, 0, 1);
        Tensor column = Draws.bools(Shape.of(2, 1), 1, 0);

        Differences.of(this::where, condition, draws.any(2, 3), draws.any(2, 3)).check();
        Differences.of(this::where, condition, draws.any(3), draws.any()).check();
        Differences.of(this::where, column, draws.any(1, 3), draws.any(2, 3)).check();
        Differences.ofGradients(
                        x -> where(List.of(positive(x.get(0)), square(x.get(0)), x.get(1))),
                        draws.awayFromZero(2, 3),
                        draws.any(3))
                .check();
    }

    private Value where(List<Value> x) {
        return one(new Where(x.get(0), x.get(1), x.get(2)));
    }

    @Test
    void of_sums_reach_each_term() {
        Differences.of(x -> one(new Sum(x)), draws.any(2, 3), draws.any(2, 3), draws.any(2, 3))
                .check();
        Differences.ofGradients(x -> one(new Sum(List.of(square(x.getFirst()), x.getFirst()))), draws.any(2, 3))
                .check();
    }

    @Test
    void of_casts_are_cast_back() {
        List<Tensor> gradients = Run.gradients(x -> one(new Cast(x.getFirst(), DType.FLOAT64)), Tensor.of(1f, 2f));

        assertThat(gradients.getFirst().dtype()).isEqualTo(DType.FLOAT32);
        assertThat(gradients.getFirst().toFloats()).containsExactly(1, 1);
        Differences.of(x -> one(new Cast(square(x.getFirst()), DType.FLOAT64)), draws.any(3))
                .check();
    }

    @Test
    void of_casts_to_integers_are_zero() {
        List<Tensor> gradients = Run.gradients(
                x -> one(new Cast(one(new Cast(x.getFirst(), DType.INT32)), DType.FLOAT64)), Tensor.of(1d, 2d));

        assertThat(gradients.getFirst().toDoubles()).containsExactly(0, 0);
    }

    @Test
    void stop_at_stopGradient() {
        List<Tensor> gradients = Run.gradients(
                x -> binary(Operator.MULTIPLY, x.getFirst(), unary(Elementwise.STOP_GRADIENT, x.getFirst())),
                Tensor.of(3d));

        assertThat(gradients.getFirst().toDoubles()).containsExactly(3);
    }

    private static double slope(Elementwise function, double at) {
        return Run.gradients(x -> unary(function, x.getFirst()), Tensor.of(new double[] {at}))
                .getFirst()
                .item();
    }

    private static Value positive(Value x) {
        return binary(Operator.GREATER, x, x.constant(0));
    }

    private static Value square(Value x) {
        return unary(Elementwise.SQUARE, x);
    }

    private static Value unary(Elementwise function, Value x) {
        return one(new Unary(function, x));
    }

    private static Value binary(Operator operator, Value a, Value b) {
        return one(new Binary(operator, a, b));
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }
}
