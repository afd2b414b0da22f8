package dev.norma.optimize;

import static dev.norma.optimize.RuleCase.fires;
import static dev.norma.optimize.RuleCase.graph;
import static dev.norma.optimize.RuleCase.stays;
import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Graph;
import dev.norma.graph.GraphText;
import dev.norma.graph.Value;
import dev.norma.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolveShapesTest {
    private static final String F = "float32[3, 4]";

    @Test
    void stretches_to_known_sizes() {
        fires(
                new KnownShapes(),
                graph("float32[4]", F, "%2 = broadcastLike %0, %1 : " + F, "output %2"),
                graph("float32[4]", F, "%2 = broadcastTo %0, shape=[3, 4] : " + F, "output %2"));
        fires(
                new KnownShapes(),
                graph(F, F, "%2 = broadcastLike %0, %1 : " + F, "output %2"),
                graph(F, F, "output %0"));
        stays(
                new KnownShapes(),
                graph("float32[4]", "float32[?, 4]", "%2 = broadcastLike %0, %1 : float32[?, 4]", "output %2"));
    }

    @Test
    void reshapes_to_known_sizes() {
        fires(
                new KnownShapes(),
                graph("float32[12]", F, "%2 = reshapeLike %0, %1 : " + F, "output %2"),
                graph("float32[12]", F, "%2 = reshape %0, shape=[3, 4] : " + F, "output %2"));
        fires(
                new KnownShapes(),
                graph(F, F, "%2 = reshape %0, shape=[?, 2] : float32[6, 2]", "output %2"),
                graph(F, F, "%2 = reshape %0, shape=[6, 2] : float32[6, 2]", "output %2"));
        fires(
                new KnownShapes(),
                graph(
                        F,
                        F,
                        "%2 = expandDims %0, axes=[1] : float32[3, 1, 4]",
                        "%3 = squeeze %2, axes=[1] : " + F,
                        "output %3"),
                graph(
                        F,
                        F,
                        "%2 = reshape %0, shape=[3, 1, 4] : float32[3, 1, 4]",
                        "%3 = reshape %2, shape=[3, 4] : " + F,
                        "output %3"));
        stays(new KnownShapes(), graph("float32[?]", F, "%2 = reshapeLike %0, %1 : " + F, "output %2"));
    }

    @Test
    void counts_known_sizes() {
        fires(
                new KnownShapes(),
                graph("float32[?, 4, 5]", F, "%2 = count %0, axes=[1, 2], dtype=float32 : float32[]", "output %2"),
                graph("float32[?, 4, 5]", F, "%2 = fill value=20.0, type=float32[] : float32[]", "output %2"));
        stays(
                new KnownShapes(),
                graph("float32[?, 4, 5]", F, "%2 = count %0, axes=[0, 2], dtype=float32 : float32[]", "output %2"));
    }

    @Test
    void sums_over_the_axes_that_were_stretched() {
        fires(
                new KnownSumTo(),
                graph("float32[2, 3, 4]", "float32[3, 1]", "%2 = sumTo %0, %1 : float32[3, 1]", "output %2"),
                graph(
                        "float32[2, 3, 4]",
                        "float32[3, 1]",
                        "%2 = reduce kind=sum, %0, axes=[0, 2], keepDims=false : float32[3]",
                        "%3 = reshape %2, shape=[3, 1] : float32[3, 1]",
                        "output %3"));
        fires(new KnownSumTo(), graph(F, F, "%2 = sumTo %0, %1 : " + F, "output %2"), graph(F, F, "output %0"));
        stays(new KnownSumTo(), graph("float32[?, 4]", "float32[4]", "%2 = sumTo %0, %1 : float32[4]", "output %2"));
    }

    @Test
    void keeps_no_activation_alive_for_its_shape() {
        Graph open = GraphText.parse("""
                input %0 "x" : float32[?, 6]
                input %1 "key" : int32[2]
                input %2 "indices" : int32[2]
                input %3 "wide" : int32[?, 1]
                input %4 "image" : float32[?, 4, 4, 2]
                input %5 "kernel" : float32[3, 3, 2, 2]
                %6 = exp %0 : float32[?, 6]
                %7 = random distribution=uniform, %1, stream=0, %6 : float32[?, 6]
                %8 = slice %0, begin=[0, 1], end=[end, 3], step=[1, 1] : float32[?, 2]
                %9 = sliceGradient %8, %6, begin=[0, 1], end=[end, 3], step=[1, 1] : float32[?, 6]
                %10 = gather %0, %2, axis=1 : float32[?, 2]
                %11 = gatherGradient %10, %2, %6, axis=1 : float32[?, 6]
                %12 = takeAlongAxis %0, %3, axis=1 : float32[?, 1]
                %13 = takeAlongAxisGradient %12, %3, %6, axis=1 : float32[?, 6]
                %14 = exp %4 : float32[?, 4, 4, 2]
                %15 = conv %4, %5, window=([3, 3], [1, 1], [1, 1], same), groups=1 : float32[?, 4, 4, 2]
                %16 = convInputGradient %15, %5, %14, window=([3, 3], [1, 1], [1, 1], same), groups=1 : float32[?, 4, 4, 2]
                %17 = exp %5 : float32[3, 3, 2, 2]
                %18 = convKernelGradient %4, %15, %17, window=([3, 3], [1, 1], [1, 1], same), groups=1 : float32[3, 3, 2, 2]
                %19 = pool kind=average, %14, window=([2, 2], [2, 2], [1, 1], valid) : float32[?, 2, 2, 2]
                %20 = pool kind=average, %4, window=([2, 2], [2, 2], [1, 1], valid) : float32[?, 2, 2, 2]
                %21 = poolGradient kind=average, %14, %19, %20, window=([2, 2], [2, 2], [1, 1], valid) : float32[?, 4, 4, 2]
                output %7, %9, %11, %13, %16, %18, %21
                """, null);
        Graph bound = Sizes.bind(
                open,
                open.inputTypes().stream()
                        .map(type -> type.rank() > 0 && !type.shape().isKnown(0)
                                ? type.shape().withDim(0, 3)
                                : type.shape())
                        .toList());
        String resolved = GraphText.print(new ResolveShapes().apply(bound));

        assertThat(GraphText.print(bound)).contains("exp");
        assertThat(resolved)
                .doesNotContain("exp")
                .contains("random", "sliceGradient", "gatherGradient", "poolGradient");
    }

    @Test
    void keeps_what_a_maximum_pool_reads() {
        String window = "window=([2, 2], [2, 2], [1, 1], valid)";
        stays(
                new ForgetNumbers(),
                graph(
                        "float32[1, 4, 4, 2]",
                        "float32[1, 2, 2, 2]",
                        "%2 = pool kind=max, %0, " + window + " : float32[1, 2, 2, 2]",
                        "%3 = poolGradient kind=max, %0, %2, %1, " + window + " : float32[1, 4, 4, 2]",
                        "output %3"));
    }

    @Test
    void resolves_bodies_too() {
        Graph open = GraphText.parse("""
                input %0 "x" : float32[?, 4]
                input %1 "condition" : bool[]
                %2 = cond %1, then={
                    input %3 "a" : float32[?, 4]
                    %4 = reduce kind=sum, %3, axes=[0], keepDims=false : float32[4]
                    %5 = broadcastLike %4, %3 : float32[?, 4]
                    output %5
                  }, otherwise={
                    input %6 "a" : float32[?, 4]
                    output %6
                  }, [%0] : float32[?, 4]
                output %2
                """, null);
        Graph bound = Sizes.bind(open, List.of(Shape.of(3, 4)));
        Graph resolved = new ResolveShapes().apply(bound);

        assertThat(GraphText.print(resolved)).doesNotContain("broadcastLike").contains("broadcastTo");
        Value output = resolved.outputs().getFirst();
        assertThat(output.type()).isEqualTo(bound.outputs().getFirst().type());
    }
}
