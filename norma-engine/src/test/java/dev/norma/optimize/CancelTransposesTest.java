package dev.norma.optimize;

import static dev.norma.optimize.RuleCase.fires;
import static dev.norma.optimize.RuleCase.graph;
import static dev.norma.optimize.RuleCase.stays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Conv;
import dev.norma.graph.Elementwise;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Moments;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Padding;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Reshape;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.graph.Window;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelTransposesTest {
    private static final String X = "float32[2, 3, 4]";
    private static final String T = "%2 = transpose %0, permutation=[1, 2, 0] : float32[3, 4, 2]";

    private final List<Value> inputs = new ArrayList<>();

    @Test
    void computes_before_transposing() {
        fires(
                new SinkTranspose(),
                graph(X, X, T, "%3 = exp %2 : float32[3, 4, 2]", "output %3"),
                graph(
                        X,
                        X,
                        "%2 = exp %0 : " + X,
                        "%3 = transpose %2, permutation=[1, 2, 0] : float32[3, 4, 2]",
                        "output %3"));
        fires(
                new SinkTranspose(),
                graph(X, "float32[4, 1]", T, "%3 = add %2, %1 : float32[3, 4, 2]", "output %3"),
                graph(
                        X,
                        "float32[4, 1]",
                        "%2 = reshape %1, shape=[1, 1, 4] : float32[1, 1, 4]",
                        "%3 = add %0, %2 : " + X,
                        "%4 = transpose %3, permutation=[1, 2, 0] : float32[3, 4, 2]",
                        "output %4"));
        fires(
                new SinkTranspose(),
                graph(X, X, T, "%3 = reduce kind=max, %2, axes=[1], keepDims=false : float32[3, 2]", "output %3"),
                graph(
                        X,
                        X,
                        "%2 = reduce kind=max, %0, axes=[2], keepDims=false : float32[2, 3]",
                        "%3 = transpose %2, permutation=[1, 0] : float32[3, 2]",
                        "output %3"));
        fires(
                new SinkTranspose(),
                graph(
                        X,
                        X,
                        T,
                        "%3 = slice %2, begin=[0, 1, 0], end=[end, end, end], step=[1, 1, 2] : float32[3, 3, 1]",
                        "output %3"),
                graph(
                        X,
                        X,
                        "%2 = slice %0, begin=[0, 0, 1], end=[end, end, end], step=[2, 1, 1] : float32[1, 3, 3]",
                        "%3 = transpose %2, permutation=[1, 2, 0] : float32[3, 3, 1]",
                        "output %3"));
    }

    @Test
    void stays_above_what_cares_for_the_order_of_axes_or_would_have_to_move_too() {
        stays(new SinkTranspose(), graph(X, X, T, "%3 = reshape %2, shape=[24] : float32[24]", "output %3"));
        stays(new SinkTranspose(), graph(X, "float32[3, 4, 2]", T, "%3 = add %2, %1 : float32[3, 4, 2]", "output %3"));
        stays(
                new SinkTranspose(),
                graph(X, "float32[5, 3, 4, 2]", T, "%3 = add %2, %1 : float32[5, 3, 4, 2]", "output %3"));
    }

    @Test
    void leaves_a_graph_in_which_more_would_move() {
        String text = graph(
                X,
                X,
                T,
                "%3 = exp %2 : float32[3, 4, 2]",
                "%4 = sin %2 : float32[3, 4, 2]",
                "%5 = reshape %3, shape=[24] : float32[24]",
                "%6 = reshape %4, shape=[24] : float32[24]",
                "output %5, %6");
        Graph graph = dev.norma.graph.GraphText.parse(text, null);

        assertThat(new CancelTransposes().apply(graph)).isSameAs(graph);
    }

    @Test
    void lets_no_transpose_stay_between_the_layers_of_a_channels_first_network() {
        Value image = input("image", 2, 3, 6, 6);
        Graph graph =
                new Graph(inputs, List.of(Draw.one(new Reduce(Reduction.MEAN, network(image), List.of(2, 3), false))));
        Graph sunk = Pipeline.standard().apply(graph);

        assertThat(moves(sunk, 100)).as("transposes of activations").isEqualTo(1); // of the input
        Runs.assertSame(graph, sunk, 7, 1e-12);
    }

    @Test
    void lets_none_stay_in_its_gradients_either() {
        Value image = input("image", 2, 3, 6, 6);
        Value loss = Draw.one(new Reduce(Reduction.MEAN, network(image), List.of(0, 1, 2, 3), false));
        List<Value> outputs = new ArrayList<>(List.of(loss));
        outputs.addAll(Gradients.of(loss, inputs.subList(1, inputs.size())));
        Graph graph = new Graph(inputs, outputs);
        Graph sunk = Pipeline.standard().apply(graph);

        assertThat(moves(graph, 100)).isGreaterThan(8);
        assertThat(moves(sunk, 100)).isEqualTo(1);
        Runs.assertSame(graph, sunk, 7, 1e-12);
    }

    private static long moves(Graph graph, long size) {
        return graph.nodes().stream()
                .filter(node -> node.op() instanceof Transpose)
                .filter(node -> node.results().getFirst().shape().size() >= size)
                .count();
    }

    /** Two blocks of convolution, bias or batch normalization, and relu, with a residual edge; channels first. */
    private Value network(Value image) {
        Value first = relu(Draw.binary(Operator.ADD, conv(image, 3, 4, "one"), bias("bias", 4)));
        Value second = relu(normalized(conv(first, 4, 4, "two"), 4));
        return relu(Draw.binary(Operator.ADD, normalized(conv(second, 4, 4, "three"), 4), first));
    }

    private Value conv(Value x, int in, int out, String name) {
        List<Integer> two = List.of(3, 3);
        List<Integer> one = List.of(1, 1);
        Value kernel = input(name, 3, 3, in, out);
        Value last = Draw.transpose(x, List.of(0, 2, 3, 1));
        Value y = Draw.one(new Conv(last, kernel, new Window(two, one, one, Padding.SAME), 1));
        return Draw.transpose(y, List.of(0, 3, 1, 2));
    }

    private Value normalized(Value x, int channels) {
        List<Value> moments = Node.of((Op) new Moments(x, List.of(0, 2, 3), null, Weighting.SELECTED))
                .results();
        return Draw.one(new Normalize(
                x, moments.get(0), moments.get(1), bias("scale", channels), bias("offset", channels), 1e-3));
    }

    private Value bias(String name, int channels) {
        return Draw.one(new Reshape(input(name, channels), Shape.of(1, channels, 1, 1)));
    }

    private static Value relu(Value x) {
        return Draw.one(new Unary(Elementwise.RELU, x));
    }

    private Value input(String name, long... dims) {
        Value input = Leaf.value(name, TensorType.of(DType.FLOAT64, dims), null);
        inputs.add(input);
        return input;
    }
}
