package dev.norma.autodiff;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.argmax;
import static dev.norma.ops.Ops.exp;
import static dev.norma.ops.Ops.matMul;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.normalize;
import static dev.norma.ops.Ops.sin;
import static dev.norma.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Origin;
import dev.norma.graph.Sum;
import dev.norma.graph.SumTo;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.graph.World;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class GradientsTest {
    private final World world = new World("a test");
    private final Value x = leaf("x", -1, 3);

    private Value leaf(String name, long... dims) {
        return Leaf.value(name, TensorType.of(DType.FLOAT32, dims), world);
    }

    @Test
    void have_the_type_of_what_they_are_taken_by() {
        Value scalar = leaf("s");
        List<Value> gradients = Gradients.of(sum(multiply(x, scalar)), List.of(x, scalar));

        assertThat(gradients.get(0).type()).isEqualTo(x.type());
        assertThat(gradients.get(1).type()).isEqualTo(scalar.type());
    }

    @Test
    void of_several_contributions_are_one_sum() {
        Value y = add(add(sin(x), exp(x)), multiply(x, x));

        Value gradient = Gradients.of(y, List.of(x)).getFirst();

        assertThat(gradient.op()).isInstanceOf(Sum.class);
        assertThat(gradient.op().operands()).hasSize(4).noneMatch(term -> term.op() instanceof Sum);
    }

    @Test
    void of_batch_normalization_beside_another_edge_are_one_sum_of_both_gradients() {
        Value image = leaf("image", -1, 8, 8, 4);
        Statistics<Value> batch = Ops.moments(image, List.of(0, 1, 2), null, Weighting.SELECTED);
        Value gamma = leaf("gamma", 1, 1, 1, 4);
        Value y = add(normalize(image, batch.mean(), batch.variance(), gamma, gamma, 1e-3), image);

        Value gradient = Gradients.of(sum(multiply(y, y)), List.of(image)).getFirst();

        List<Value> terms = ((Sum) gradient.op()).terms();
        assertThat(terms).hasSize(3);
        MomentsGradient moments = terms.stream()
                .filter(term -> term.op() instanceof MomentsGradient)
                .map(term -> (MomentsGradient) term.op())
                .findFirst()
                .orElseThrow();
        Node normalized = moments.dMean().node();
        assertThat(normalized.op()).isInstanceOf(NormalizeGradient.class);
        assertThat(moments.dVariance()).isSameAs(normalized.results().get(2));
        assertThat(terms).contains(normalized.results().getFirst());
    }

    @Test
    void are_zeros_where_nothing_depends() {
        Value other = leaf("other", 2, 2);

        List<Tensor> gradients = Run.all(
                v -> Gradients.of(sum(sin(v.get(0))), List.of(v.get(1))), Tensor.zeros(1, 3), Tensor.ones(2, 2));

        assertThat(gradients.getFirst()).extracting(Tensor::type).isEqualTo(other.type());
        assertThat(gradients.getFirst().toFloats()).containsOnly(0);
    }

    @Test
    void by_intermediate_values_and_what_they_depend_on_are_both_total() {
        List<Tensor> gradients = Run.all(
                v -> {
                    Value middle = multiply(v.getFirst(), 3);
                    return Gradients.of(sum(multiply(middle, middle)), List.of(middle, v.getFirst(), v.getFirst()));
                },
                Tensor.of(2f));

        assertThat(gradients.get(0).toFloats()).containsExactly(12);
        assertThat(gradients.get(1).toFloats()).containsExactly(36);
        assertThat(gradients.get(2).toFloats()).containsExactly(36);
    }

    @Test
    void of_a_value_by_itself_are_ones() {
        assertThat(Gradients.of(x, List.of(x)).getFirst().type()).isEqualTo(x.type());
        assertThat(Run.all(v -> Gradients.of(v.getFirst(), v), Tensor.of(5f, 6f))
                        .getFirst()
                        .toFloats())
                .containsExactly(1, 1);
    }

    @Test
    void sum_only_over_what_may_have_been_stretched() {
        Value kernel = leaf("kernel", 3, 4);
        Value bias = leaf("bias", 4);
        Value single = leaf("single", 1, 4);
        Value y = multiply(add(add(matMul(x, kernel), bias), 2), single);

        Graph backward = new Graph(List.of(), Gradients.of(sum(y), List.of(x, kernel, bias, single)));

        assertThat(backward.nodes().stream().filter(node -> node.op() instanceof SumTo))
                .hasSize(2);
    }

    @Test
    void carry_the_origin_of_what_they_differentiate() {
        Value y = new Origin("head/dense").draw(() -> matMul(x, leaf("kernel", 3, 4)));

        Value gradient = Gradients.of(sum(y), List.of(x)).getFirst();

        assertThat(gradient.node().origin().path()).isEqualTo("head/dense");
    }

    @Test
    void follow_long_chains() {
        Value y = x;
        for (int i = 0; i < 20_000; i++) {
            y = add(y, x);
        }

        assertThat(((Sum) Gradients.of(y, List.of(x)).getFirst().op()).terms()).hasSize(20_001);
    }

    @Test
    void of_integers_are_refused() {
        assertThatThrownBy(() -> Gradients.of(argmax(x, 1), List.of(x)))
                .isInstanceOf(DTypeException.class)
                .hasMessage("""
                        there is no gradient of this value
                          expected: a floating-point type
                          given:    ArgReduce int32[?]
                          fix:      cast it to float32 before the computation""");
        assertThatThrownBy(() -> Gradients.of(sum(x), List.of(argmax(x, 1))))
                .isInstanceOf(DTypeException.class)
                .hasMessageStartingWith("there is no gradient with respect to this value");
    }
}
