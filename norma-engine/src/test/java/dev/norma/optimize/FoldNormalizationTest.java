package dev.norma.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Normalize;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoldNormalizationTest {
    private static final String STATE = """
            input %1 "kernel" : float64[3, 3, 2, 4]
            input %2 "bias" : float64[4]
            input %3 "mean" : float64[4]
            input %4 "variance" : float64[4]
            input %5 "gamma" : float64[4]
            input %6 "beta" : float64[4]
            %11 = reshape %3, shape=[1, 1, 1, 4] : float64[1, 1, 1, 4]
            %12 = reshape %4, shape=[1, 1, 1, 4] : float64[1, 1, 1, 4]
            %13 = reshape %5, shape=[1, 1, 1, 4] : float64[1, 1, 1, 4]
            %14 = reshape %6, shape=[1, 1, 1, 4] : float64[1, 1, 1, 4]
            """;
    private static final String CONV =
            "%20 = conv %0, %1, window=([3, 3], [1, 1], [1, 1], same), groups=1 : float64[2, 5, 5, 4]\n";
    private static final String IMAGE = "input %0 \"x\" : float64[2, 5, 5, 2]\n" + STATE + CONV;

    private static Graph graph(String text) {
        return GraphText.parse(text, null);
    }

    private static boolean normalizes(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof Normalize);
    }

    /** Numbers with variances above 0. */
    private static List<Tensor> numbers(Graph graph, long seed) {
        List<Tensor> inputs = new ArrayList<>(Runs.numbers(graph, seed));
        for (int i = 0; i < inputs.size(); i++) {
            if (graph.inputs().get(i).op().toString().contains("variance")) {
                Tensor any = inputs.get(i);
                double[] positive = any.toDoubles();
                for (int k = 0; k < positive.length; k++) {
                    positive[k] = Math.abs(positive[k]) + 0.1;
                }
                inputs.set(i, Tensor.of(positive).cast(any.dtype()).reshape(any.shape()));
            }
        }
        return inputs;
    }

    private static void assertFolds(String text) {
        Graph graph = graph(text);
        Graph folded = new FoldNormalization(6).apply(graph);

        assertThat(normalizes(folded)).isFalse();
        for (long seed = 0; seed < 5; seed++) {
            List<Tensor> inputs = numbers(graph, seed);
            Runs.assertClose(
                    Runs.run(graph, inputs).getFirst(), Runs.run(folded, inputs).getFirst(), 1e-12, "seed " + seed);
        }
    }

    private static void assertStays(String text) {
        Graph graph = graph(text);

        assertThat(new FoldNormalization(6).apply(graph)).isSameAs(graph);
    }

    @Test
    void folds_into_a_convolution() {
        assertFolds(
                IMAGE + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
        assertFolds(
                IMAGE + "%21 = normalize %20, %11, %12, none, none, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
        assertFolds(
                IMAGE + "%21 = normalize %20, %11, %12, none, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
    }

    @Test
    void folds_a_bias_in_between() {
        assertFolds(IMAGE
                + "%21 = add %20, %2 : float64[2, 5, 5, 4]\n"
                + "%22 = normalize %21, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %22\n");
    }

    @Test
    void folds_into_groups() {
        assertFolds("input %0 \"x\" : float64[2, 5, 5, 4]\n"
                + STATE
                + CONV.replace("groups=1", "groups=2")
                + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
    }

    @Test
    void folds_into_a_matrix_product_either_way_round() {
        for (boolean turned : new boolean[] {false, true}) {
            String kernel = turned ? "float64[4, 3]" : "float64[3, 4]";
            assertFolds("input %0 \"x\" : float64[5, 3]\n"
                    + STATE.replace("float64[3, 3, 2, 4]", kernel).replace("[1, 1, 1, 4]", "[1, 4]")
                    + "%20 = matMul %0, %1, transposeLhs=false, transposeRhs=" + turned + " : float64[5, 4]\n"
                    + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[5, 4]\noutput %21\n");
        }
    }

    @Test
    void keeps_a_normalization_whose_input_is_used_elsewhere() {
        assertStays(IMAGE
                + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21, %20\n");
        assertStays(IMAGE
                + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\n"
                + "%22 = add %21, %20 : float64[2, 5, 5, 4]\noutput %22\n");
    }

    @Test
    void keeps_a_normalization_by_moments_of_the_batch() {
        assertStays(IMAGE
                + "%21, %22, %23 = moments %20, axes=[0, 1, 2], none, weighting=selected :"
                + " float64[1, 1, 1, 4], float64[1, 1, 1, 4], float64[1, 1, 1, 4]\n"
                + "%24 = normalize %20, %21, %22, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %24\n");
    }

    @Test
    void keeps_a_normalization_behind_an_activation_or_along_another_axis() {
        assertStays(IMAGE
                + "%21 = relu %20 : float64[2, 5, 5, 4]\n"
                + "%22 = normalize %21, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %22\n");
        String rows = "float64[1, 5, 1, 1]";
        assertStays("input %0 \"x\" : float64[2, 5, 5, 2]\n"
                + STATE.replace("float64[4]\n", "float64[5]\n")
                        .replace("float64[1, 1, 1, 4]", rows)
                        .replace("shape=[1, 1, 1, 4]", "shape=[1, 5, 1, 1]")
                + CONV
                + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
    }

    @Test
    void rounds_a_folded_16_bit_kernel_once() {
        String text = (IMAGE.replace("float64", "float32")
                        + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float32[2, 5, 5, 4]\noutput %21\n")
                .replace("input %0 \"x\" : float32", "input %0 \"x\" : bfloat16")
                .replace("%20 = conv %0, %1,", "%15 = cast %1, to=bfloat16 : bfloat16[3, 3, 2, 4]\n%20 = conv %0, %15,")
                .replace("groups=1 : float32", "groups=1 : bfloat16")
                .replace("epsilon=0.001 : float32", "epsilon=0.001 : bfloat16");
        Graph folded = new FoldNormalization(6).apply(graph(text));

        assertThat(normalizes(folded)).isFalse();
        assertThat(GraphText.print(new Simplify().apply(folded)))
                .contains("multiply %1,")
                .containsOnlyOnce("bfloat16[3, 3, 2, 4]\n");
    }

    @Test
    void gives_fresh_numbers_when_a_parameter_changes_and_the_prologue_runs_again() {
        Graph graph = graph(
                IMAGE + "%21 = normalize %20, %11, %12, %13, %14, epsilon=0.001 : float64[2, 5, 5, 4]\noutput %21\n");
        StateOnly.Split split = StateOnly.split(Pipeline.standard(6).apply(graph), 6);
        List<Tensor> before = numbers(graph, 1);
        List<Tensor> after = new ArrayList<>(before);
        after.set(
                1,
                Tensor.of(before.get(1).toDoubles())
                        .reshape(Shape.of(3, 3, 2, 4))
                        .cast(DType.FLOAT64));
        after.set(4, Tensor.of(3.0, 4.0, 5.0, 6.0)); // the variance

        assertThat(split.reads()).containsExactly(0, 2, 3, 4, 5);
        List<Tensor> stale = prologue(split, before);
        List<Tensor> fresh = prologue(split, after);
        Tensor wanted = Runs.run(graph, after).getFirst();
        Runs.assertClose(wanted, main(split, after, fresh), 1e-12, "fresh");
        Runs.assertClose(Runs.run(graph, before).getFirst(), main(split, before, stale), 1e-12, "before");
        assertThat(main(split, after, stale).getFlat(0))
                .isNotCloseTo(wanted.getFlat(0), org.assertj.core.data.Offset.offset(1e-6));
    }

    private static List<Tensor> prologue(StateOnly.Split split, List<Tensor> inputs) {
        return Runs.run(split.prologue(), inputs.subList(inputs.size() - 6, inputs.size()));
    }

    private static Tensor main(StateOnly.Split split, List<Tensor> inputs, List<Tensor> prepared) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.addAll(prepared);
        return Runs.run(split.main(), all).getFirst();
    }
}
