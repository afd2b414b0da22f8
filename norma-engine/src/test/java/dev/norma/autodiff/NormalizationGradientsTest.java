package dev.norma.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Op;
import dev.norma.graph.Softmax;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationGradientsTest {
    private static final double EPSILON = 1e-3;
    private final Draws draws = new Draws(6);

    @Test
    void of_moments_are_the_slopes_over_any_axes() {
        for (List<Integer> axes :
                List.of(List.of(0), List.of(0, 2), List.of(1), List.of(0, 1, 2), List.<Integer>of())) {
            Differences.of(x -> moments(x.getFirst(), axes, null, Weighting.SELECTED), draws.any(3, 2, 4))
                    .check();
            Differences.ofGradients(x -> moments(x.getFirst(), axes, null, Weighting.SELECTED), draws.any(3, 2, 4))
                    .check();
        }
    }

    @ParameterizedTest
    @EnumSource(Weighting.class)
    void of_weighted_moments_are_the_slopes(Weighting weighting) {
        Tensor weights = draws.between(0.2, 1, 3, 2, 1);
        Tensor mask = Draws.bools(Shape.of(3, 2, 1), 1, 0, 1, 1, 0, 0).cast(DType.FLOAT64);

        Differences.of(x -> moments(x.get(0), List.of(0, 1), masked(mask), weighting), draws.any(3, 2, 4))
                .exceptUnknown()
                .check();
        Differences.ofGradients(x -> moments(x.get(0), List.of(0, 1), masked(mask), weighting), draws.any(3, 2, 4))
                .onlyKnown()
                .check();
        Differences.of(x -> moments(x.get(0), List.of(0), x.get(1), weighting), draws.any(3, 2, 4), weights)
                .check();
    }

    private static Value masked(Tensor mask) {
        return Ops.constant(mask);
    }

    /** A mix of the results, so that gradients of all of them meet. */
    private static Value moments(Value x, List<Integer> axes, @Nullable Value weights, Weighting weighting) {
        List<Value> results = Node.of(new Moments(x, axes, weights, weighting)).results();
        Value both = Ops.add(Ops.multiply(results.get(0), results.get(0)), results.get(1));
        return Ops.add(both, results.get(2));
    }

    @Test
    void of_the_gradient_of_moments_are_the_slopes() {
        for (Weighting weighting : Weighting.values()) {
            Differences.of(
                            x -> one(new MomentsGradient(
                                    x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), List.of(0), null, weighting)),
                            draws.any(3, 2),
                            draws.any(1, 2),
                            draws.between(2, 4, 1, 2),
                            draws.any(1, 2),
                            draws.any(1, 2))
                    .check();
            Differences.of(
                            x -> one(new MomentsGradient(
                                    x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), List.of(0), x.get(5), weighting)),
                            draws.any(3, 2),
                            draws.any(1, 2),
                            draws.between(2, 4, 1, 2),
                            draws.any(1, 2),
                            draws.any(1, 2),
                            draws.between(0.5, 1, 3, 1))
                    .check();
        }
    }

    @Test
    void of_normalization_are_the_slopes_for_each_operand_and_shape() {
        long[] channels = {1, 1, 4};
        long[] rows = {3, 1, 1};
        for (long[][] s : new long[][][] {
            {channels, channels, channels, channels},
            {rows, rows, channels, channels},
            {channels, channels, channels, rows},
            {rows, channels, channels, rows},
            {{3, 2, 4}, {3, 2, 4}, {1, 1, 1}, channels},
        }) {
            Tensor[] inputs = {
                draws.any(3, 2, 4), draws.any(s[0]), draws.between(0.3, 1, s[1]), draws.any(s[2]), draws.any(s[3])
            };
            Differences.of(x -> one(new Normalize(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), EPSILON)), inputs)
                    .check();
            Differences.ofGradients(
                            x -> one(new Normalize(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), EPSILON)), inputs)
                    .check();
        }
    }

    @Test
    void of_normalization_without_scale_or_offset_are_the_slopes() {
        Tensor[] inputs = {draws.any(3, 4), draws.any(1, 4), draws.between(0.3, 1, 1, 4), draws.any(1, 4)};

        Differences.of(x -> one(new Normalize(x.get(0), x.get(1), x.get(2), null, null, EPSILON)), inputs)
                .check();
        Differences.of(x -> one(new Normalize(x.get(0), x.get(1), x.get(2), x.get(3), null, EPSILON)), inputs)
                .check();
        Differences.of(x -> one(new Normalize(x.get(0), x.get(1), x.get(2), null, x.get(3), EPSILON)), inputs)
                .check();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void of_the_gradient_of_normalization_are_the_slopes(int result) {
        Tensor[] inputs = {
            draws.any(3, 4), draws.any(1, 4), draws.between(0.3, 1, 1, 4), draws.any(1, 4), draws.any(3, 4)
        };

        Differences.of(
                        x -> Node.of(new NormalizeGradient(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), EPSILON))
                                .results()
                                .get(result),
                        inputs)
                .check();
        Differences.of(
                        x -> Node.of(new NormalizeGradient(x.get(0), x.get(1), x.get(2), null, x.get(4), EPSILON))
                                .results()
                                .get(result),
                        inputs)
                .check();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void of_softmax_are_the_slopes(boolean logarithm) {
        for (int axis = 0; axis < 3; axis++) {
            int along = axis;
            Differences.of(x -> one(new Softmax(x.getFirst(), along, logarithm)), draws.any(2, 3, 4))
                    .check();
            Differences.ofGradients(x -> one(new Softmax(x.getFirst(), along, logarithm)), draws.any(2, 3, 4))
                    .check();
        }
    }

    @Test
    void are_those_of_16_bit_numbers_in_their_type() {
        Tensor x = draws.any(4, 3).cast(DType.BFLOAT16);
        Tensor scale = Tensor.of(new float[][] {{1, 2, 3}});

        List<Tensor> gradients = Run.gradients(
                v -> {
                    List<Value> moments = Node.of(new Moments(v.get(0), List.of(0), null, Weighting.SELECTED))
                            .results();
                    Value y = one(new Normalize(v.get(0), moments.get(0), moments.get(1), v.get(1), null, EPSILON));
                    return Ops.multiply(y, y);
                },
                x,
                scale);

        assertThat(gradients.get(0).dtype()).isEqualTo(DType.BFLOAT16);
        assertThat(gradients.get(1).dtype()).isEqualTo(DType.FLOAT32);
    }

    @Test
    void expansions_compute_what_the_operations_compute() {
        Tensor x = draws.any(3, 2, 4);
        Tensor weights = draws.between(0.2, 1, 3, 2, 1);
        Tensor none = Tensor.fill(weights.type(), 0);
        for (Weighting weighting : Weighting.values()) {
            same(v -> new Moments(v.get(0), List.of(0, 1), null, weighting), x);
            same(v -> new Moments(v.get(0), List.of(0, 1), v.get(1), weighting), x, weights);
            same(v -> new Moments(v.get(0), List.of(0, 1), v.get(1), weighting), x, none);
            Tensor cell = draws.any(1, 1, 4);
            same(
                    v -> new MomentsGradient(
                            v.get(0), v.get(2), v.get(3), v.get(2), v.get(3), List.of(0, 1), v.get(1), weighting),
                    x,
                    weights,
                    cell,
                    draws.between(1, 2, 1, 1, 4));
        }
        same(
                v -> new Normalize(v.get(0), v.get(1), v.get(2), v.get(1), v.get(2), EPSILON),
                x,
                draws.any(1, 1, 4),
                draws.between(0.1, 1, 1, 1, 4));
        same(
                v -> new NormalizeGradient(v.get(0), v.get(1), v.get(2), v.get(1), v.get(0), EPSILON),
                x,
                draws.any(1, 1, 4),
                draws.between(0.1, 1, 1, 1, 4));
        same(v -> new Softmax(v.get(0), 1, false), x);
        same(v -> new Softmax(v.get(0), 1, true), x);
    }

    private static void same(Function<List<Value>, Op> op, Tensor... inputs) {
        List<Tensor> both = Run.all(
                v -> {
                    Op drawn = op.apply(v);
                    List<Value> all = new ArrayList<>(Node.of(drawn).results());
                    all.addAll(Expansion.of(drawn).orElseThrow());
                    return all;
                },
                inputs);
        int count = both.size() / 2;
        for (int i = 0; i < count; i++) {
            assertThat(both.get(count + i).type()).isEqualTo(both.get(i).type());
            assertThat(both.get(count + i).toDoubles())
                    .as("result %d of %s", i, op)
                    .containsExactly(both.get(i).toDoubles(), Offset.offset(1e-12));
        }
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }
}
