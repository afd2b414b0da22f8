package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.MatMul;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Operator;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Verifier;
import dev.norma.graph.Weighting;
import dev.norma.graph.Where;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FuseTest {
    private final List<Value> inputs = new ArrayList<>();

    @Test
    void fuses_normalization_residual_and_relu() {
        Value x = input("x", 6, 4);
        Value plain = block(x, null, true);
        Value residual = block(plain, plain, false);
        Graph graph = new Graph(inputs, List.of(residual));
        Graph fused = new FuseNormalizeRelu().apply(graph);
        Verifier.verify(fused);
        List<NormalizeRelu> found = fused(fused).stream().map(NormalizeRelu::of).toList();

        assertThat(count(fused, Normalize.class) + count(fused, Unary.class)).isZero();
        assertThat(found).hasSize(2).doesNotContainNull();
        assertThat(found.get(0).residual()).isNull();
        assertThat(found.get(0).scale()).isNotNull();
        assertThat(found.get(0).offset()).isNotNull();
        assertThat(found.get(1).residual()).isNotNull();
        assertThat(found.get(1).scale()).isNull();
        assertThat(found.get(1).epsilon()).isEqualTo(1e-3);
        Runs.assertSame(graph, fused, 5, 1e-12);
    }

    @Test
    void leaves_a_normalization_that_is_used_elsewhere_or_not_cut_off() {
        Value x = input("x", 6, 4);
        Value y = normalized(x, true);
        Value z = Draw.one(new Unary(Elementwise.RELU, y));
        Graph both = new Graph(inputs, List.of(z, y));
        Graph other = new Graph(inputs, List.of(Draw.one(new Unary(Elementwise.TANH, y))));

        assertThat(new FuseNormalizeRelu().apply(both)).isSameAs(both);
        assertThat(new FuseNormalizeRelu().apply(other)).isSameAs(other);
    }

    @Test
    void fuses_the_gradient_of_batch_normalization() {
        for (boolean masks : new boolean[] {false, true}) {
            inputs.clear();
            Graph graph = trained();
            Graph fused = new FuseNormalizationGradient(masks).apply(graph);
            Verifier.verify(fused);
            List<BatchNormalizationGradient> found = fused(fused).stream()
                    .map(BatchNormalizationGradient::of)
                    .filter(Objects::nonNull)
                    .toList();

            assertThat(count(graph, MomentsGradient.class)).isEqualTo(3);
            assertThat(count(fused, MomentsGradient.class) + count(fused, NormalizeGradient.class))
                    .isZero();
            assertThat(found).hasSize(3);
            assertThat(found.stream().filter(one -> one.mask() != null).count()).isEqualTo(masks ? 3 : 0);
            assertThat(found.stream()
                            .filter(BatchNormalizationGradient::passesOn)
                            .count())
                    .isEqualTo(masks ? 2 : 0);
            assertThat(count(fused, Where.class)).isEqualTo(masks ? 0 : count(graph, Where.class));
            Runs.assertSame(graph, fused, 3, 1e-12);
        }
    }

    @Test
    void fuses_both_ways_in_a_training_step() {
        Graph graph = trained();
        Graph fused = Pipeline.standard()
                .then(List.of(new FuseNormalizeRelu(), new FuseNormalizationGradient(true), new CommonSubexpressions()))
                .apply(graph);

        assertThat(count(fused, Fused.class)).isEqualTo(6);
        assertThat(count(fused, Normalize.class) + count(fused, NormalizeGradient.class))
                .isZero();
        Runs.assertSame(graph, fused, 4, 1e-12);
    }

    @Test
    void leaves_a_gradient_that_does_not_reach_through_its_own_moments() {
        Value x = input("x", 6, 4);
        Value y = Draw.one(new Normalize(x, input("mean", 1, 4), input("variance", 1, 4), null, null, 1e-3));
        Value loss = Draw.one(new Reduce(Reduction.SUM, Draw.binary(Operator.MULTIPLY, y, y), List.of(0, 1), false));
        Graph graph = new Graph(inputs, Gradients.of(loss, List.of(x)));

        assertThat(count(graph, NormalizeGradient.class)).isEqualTo(1);
        assertThat(new FuseNormalizationGradient(true).apply(graph)).isSameAs(graph);
    }

    /** Loss and gradients of three blocks of product, batch normalization and relu, the last two beside residual edges. */
    private Graph trained() {
        Value x = Draw.one(new MatMul(input("x", 6, 3), input("first", 3, 4), false, false));
        Value y = block(x, null, true);
        y = block(Draw.one(new MatMul(y, input("second", 4, 4), false, false)), y, true);
        y = block(Draw.one(new MatMul(y, input("third", 4, 4), false, false)), y, false);
        Value loss = Draw.one(new Reduce(Reduction.MEAN, Draw.binary(Operator.MULTIPLY, y, y), List.of(0, 1), false));
        List<Value> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Gradients.of(loss, inputs.subList(1, inputs.size())));
        return new FlattenSums().apply(new Simplify().apply(new ResolveShapes().apply(new Graph(inputs, outputs))));
    }

    private Value block(Value x, @Nullable Value residual, boolean affine) {
        Value y = normalized(x, affine);
        return Draw.one(new Unary(Elementwise.RELU, residual == null ? y : Draw.binary(Operator.ADD, y, residual)));
    }

    private Value normalized(Value x, boolean affine) {
        List<Value> moments =
                Node.of(new Moments(x, List.of(0), null, Weighting.SELECTED)).results();
        Value scale = affine ? input("gamma", 1, 4) : null;
        Value offset = affine ? input("beta", 1, 4) : null;
        return Draw.one(new Normalize(x, moments.get(0), moments.get(1), scale, offset, 1e-3));
    }

    private static List<Fused> fused(Graph graph) {
        return graph.nodes().stream()
                .map(Node::op)
                .filter(Fused.class::isInstance)
                .map(Fused.class::cast)
                .toList();
    }

    private static long count(Graph graph, Class<?> op) {
        return graph.nodes().stream().filter(node -> op.isInstance(node.op())).count();
    }

    private Value input(String name, long... dims) {
        Value input = Leaf.value(name, TensorType.of(DType.FLOAT64, dims), null);
        inputs.add(input);
        return input;
    }
}
