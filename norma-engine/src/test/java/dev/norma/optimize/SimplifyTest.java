package dev.norma.optimize;

import static dev.norma.optimize.RuleCase.fires;
import static dev.norma.optimize.RuleCase.graph;
import static dev.norma.optimize.RuleCase.stays;

import org.junit.jupiter.api.Test;

class SimplifyTest {
    private static final String F = "float32[3, 4]";

    private static String given(String... lines) {
        return graph(F, F, lines);
    }

    @Test
    void drops_identities() {
        fires(
                new DropIdentity(),
                given("%2 = identity %0 : " + F, "%3 = stopGradient %2 : " + F, "output %3"),
                given("output %0"));
        stays(new DropIdentity(), given("%2 = exp %0 : " + F, "output %2"));
    }

    @Test
    void moves_constants_right() {
        fires(
                new MoveConstantsRight(),
                given("%2 = less fill(2.0), %0 : bool[3, 4]", "output %2"),
                given("%2 = greater %0, fill(2.0) : bool[3, 4]", "output %2"));
        stays(new MoveConstantsRight(), given("%2 = divide fill(2.0), %0 : " + F, "output %2"));
        stays(new MoveConstantsRight(), given("%2 = multiply fill(2.0), fill(3.0) : float32[]", "output %2"));
    }

    @Test
    void drops_a_factor_of_one() {
        fires(new DropNeutral(), given("%2 = multiply %0, fill(1.0) : " + F, "output %2"), given("output %0"));
        stays(new DropNeutral(), given("%2 = multiply %0, fill(0.5) : " + F, "output %2"));
    }

    @Test
    void keeps_a_factor_of_one_that_stretches() {
        stays(
                new DropNeutral(),
                graph("float32[3, 1]", F, "%2 = multiply %0, fill(1.0, float32[4]) : " + F, "output %2"));
        stays(
                new DropNeutral(),
                graph("float32[?, 4]", F, "%2 = add %0, fill(0.0, float32[3, 4]) : " + F, "output %2"));
    }

    @Test
    void drops_zeros_and_divisors_and_exponents_of_one() {
        fires(new DropNeutral(), given("%2 = add %0, fill(0.0) : " + F, "output %2"), given("output %0"));
        fires(new DropNeutral(), given("%2 = subtract %0, fill(0.0) : " + F, "output %2"), given("output %0"));
        fires(new DropNeutral(), given("%2 = divide %0, fill(1.0) : " + F, "output %2"), given("output %0"));
        fires(new DropNeutral(), given("%2 = power %0, fill(1.0) : " + F, "output %2"), given("output %0"));
        fires(
                new DropNeutral(),
                given("%2 = power %0, fill(2.0) : " + F, "output %2"),
                given("%2 = square %0 : " + F, "output %2"));
        stays(new DropNeutral(), given("%2 = subtract fill(0.0), %0 : " + F, "output %2"));
        stays(new DropNeutral(), given("%2 = multiply %0, fill(0.0) : " + F, "output %2"));
    }

    @Test
    void cancels_signs() {
        fires(
                new CancelNegate(),
                given("%2 = negate %0 : " + F, "%3 = negate %2 : " + F, "output %3"),
                given("output %0"));
        fires(
                new CancelNegate(),
                given("%2 = negate %1 : " + F, "%3 = add %0, %2 : " + F, "output %3"),
                given("%2 = subtract %0, %1 : " + F, "output %2"));
        fires(
                new CancelNegate(),
                given("%2 = negate %0 : " + F, "%3 = add %2, %1 : " + F, "output %3"),
                given("%2 = subtract %1, %0 : " + F, "output %2"));
        fires(
                new CancelNegate(),
                given("%2 = negate %1 : " + F, "%3 = subtract %0, %2 : " + F, "output %3"),
                given("%2 = add %0, %1 : " + F, "output %2"));
        fires(
                new CancelNegate(),
                given("%2 = multiply %0, fill(-1.0) : " + F, "output %2"),
                given("%2 = negate %0 : " + F, "output %2"));
        fires(
                new CancelNegate(),
                given("%2 = negate %0 : " + F, "%3 = square %2 : " + F, "output %3"),
                given("%2 = square %0 : " + F, "output %2"));
        stays(new CancelNegate(), given("%2 = negate %0 : " + F, "%3 = exp %2 : " + F, "output %3"));
        stays(new CancelNegate(), given("%2 = negate %0 : " + F, "%3 = multiply %2, %1 : " + F, "output %3"));
    }

    @Test
    void does_once_what_twice_does_the_same() {
        fires(
                new CancelRepeated(),
                given("%2 = relu %0 : " + F, "%3 = relu %2 : " + F, "output %3"),
                given("%2 = relu %0 : " + F, "output %2"));
        fires(new CancelRepeated(), given("%2 = maximum %0, %0 : " + F, "output %2"), given("output %0"));
        stays(new CancelRepeated(), given("%2 = sqrt %0 : " + F, "%3 = sqrt %2 : " + F, "output %3"));
        stays(new CancelRepeated(), given("%2 = maximum %0, %1 : " + F, "output %2"));
    }

    @Test
    void multiplies_where_that_gives_the_same_bits() {
        fires(
                new DivideByPowerOfTwo(),
                given("%2 = divide %0, fill(-8.0) : " + F, "output %2"),
                given("%2 = multiply %0, fill(-0.125) : " + F, "output %2"));
        stays(new DivideByPowerOfTwo(), given("%2 = divide %0, fill(3.0) : " + F, "output %2"));
        stays(new DivideByPowerOfTwo(), given("%2 = divide %0, fill(0.0) : " + F, "output %2"));
    }

    @Test
    void converts_once() {
        fires(new MergeCasts(), given("%2 = cast %0, to=float32 : " + F, "output %2"), given("output %0"));
        fires(
                new MergeCasts(),
                graph(
                        "bfloat16[2]",
                        F,
                        "%2 = cast %0, to=float32 : float32[2]",
                        "%3 = cast %2, to=bfloat16 : bfloat16[2]",
                        "output %3"),
                graph("bfloat16[2]", F, "output %0"));
        fires(
                new MergeCasts(),
                graph(
                        "bfloat16[2]",
                        F,
                        "%2 = cast %0, to=float32 : float32[2]",
                        "%3 = cast %2, to=float64 : float64[2]",
                        "output %3"),
                graph("bfloat16[2]", F, "%2 = cast %0, to=float64 : float64[2]", "output %2"));
    }

    @Test
    void keeps_a_cast_that_loses_digits() {
        stays(
                new MergeCasts(),
                given("%2 = cast %0, to=bfloat16 : bfloat16[3, 4]", "%3 = cast %2, to=float32 : " + F, "output %3"));
        stays(
                new MergeCasts(),
                graph(
                        "int32[2]",
                        F,
                        "%2 = cast %0, to=float32 : float32[2]",
                        "%3 = cast %2, to=int32 : int32[2]",
                        "output %3"));
    }

    @Test
    void reshapes_once() {
        fires(
                new MergeReshapes(),
                given(
                        "%2 = reshape %0, shape=[12] : float32[12]",
                        "%3 = reshape %2, shape=[4, 3] : float32[4, 3]", "output %3"),
                given("%2 = reshape %0, shape=[4, 3] : float32[4, 3]", "output %2"));
        fires(
                new MergeReshapes(),
                given("%2 = reshape %0, shape=[12] : float32[12]", "%3 = reshape %2, shape=[3, 4] : " + F, "output %3"),
                given("output %0"));
        stays(
                new MergeReshapes(),
                graph(
                        "float32[?, 4]",
                        F,
                        "%2 = reshape %0, shape=[?] : float32[?]",
                        "%3 = reshape %2, shape=[?, 2] : float32[?, 2]",
                        "output %3"));
    }

    @Test
    void moves_axes_once() {
        String box = "float32[2, 3, 4]";
        fires(
                new MergeTransposes(),
                graph(
                        box,
                        F,
                        "%2 = transpose %0, permutation=[1, 2, 0] : float32[3, 4, 2]",
                        "%3 = transpose %2, permutation=[0, 2, 1] : float32[3, 2, 4]",
                        "output %3"),
                graph(box, F, "%2 = transpose %0, permutation=[1, 0, 2] : float32[3, 2, 4]", "output %2"));
        fires(
                new MergeTransposes(),
                graph(
                        box,
                        F,
                        "%2 = transpose %0, permutation=[1, 2, 0] : float32[3, 4, 2]",
                        "%3 = transpose %2, permutation=[2, 0, 1] : float32[2, 3, 4]",
                        "output %3"),
                graph(box, F, "output %0"));
        fires(
                new MergeTransposes(),
                graph(
                        "float32[8, 1, 1, 5]",
                        F,
                        "%2 = transpose %0, permutation=[0, 3, 1, 2] : float32[8, 5, 1, 1]",
                        "output %2"),
                graph(
                        "float32[8, 1, 1, 5]",
                        F,
                        "%2 = reshape %0, shape=[8, 5, 1, 1] : float32[8, 5, 1, 1]",
                        "output %2"));
        stays(new MergeTransposes(), given("%2 = transpose %0, permutation=[1, 0] : float32[4, 3]", "output %2"));
    }

    @Test
    void lets_a_matrix_product_transpose() {
        fires(
                new AbsorbTranspose(),
                given(
                        "%2 = transpose %0, permutation=[1, 0] : float32[4, 3]",
                        "%3 = matMul %2, %1, transposeLhs=false, transposeRhs=false : float32[4, 4]", "output %3"),
                given("%2 = matMul %0, %1, transposeLhs=true, transposeRhs=false : float32[4, 4]", "output %2"));
        fires(
                new AbsorbTranspose(),
                given(
                        "%2 = transpose %1, permutation=[1, 0] : float32[4, 3]",
                        "%3 = matMul %0, %2, transposeLhs=true, transposeRhs=true : float32[4, 4]", "output %3"),
                given("%2 = matMul %0, %1, transposeLhs=true, transposeRhs=false : float32[4, 4]", "output %2"));
        stays(
                new AbsorbTranspose(),
                graph(
                        "float32[2, 3, 3]",
                        "float32[3, 3]",
                        "%2 = transpose %0, permutation=[1, 0, 2] : float32[3, 2, 3]",
                        "%3 = matMul %2, %1, transposeLhs=false, transposeRhs=false : float32[3, 2, 3]",
                        "output %3"));
    }

    @Test
    void stretches_once_and_late_or_not_at_all() {
        fires(
                new MergeBroadcasts(),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[1, 4] : float32[1, 4]",
                        "%3 = broadcastTo %2, shape=[3, 4] : float32[3, 4]",
                        "output %3"),
                graph("float32[4]", F, "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]", "output %2"));
        stays(
                new MergeBroadcasts(),
                graph("float32[4]", F, "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]", "output %2"));
        fires(
                new BroadcastLater(),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]",
                        "%3 = exp %2 : " + F,
                        "output %3"),
                graph(
                        "float32[4]",
                        F,
                        "%2 = exp %0 : float32[4]",
                        "%3 = broadcastTo %2, shape=[3, 4] : float32[3, 4]",
                        "output %3"));
        stays(
                new BroadcastLater(),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]",
                        "%3 = add %2, %1 : " + F,
                        "output %3"));
        fires(
                new DropBroadcast(),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]",
                        "%3 = add %1, %2 : " + F,
                        "output %3"),
                graph("float32[4]", F, "%2 = add %1, %0 : " + F, "output %2"));
        fires(
                new DropBroadcast(),
                given("%2 = multiply %0, fill(2.0, float32[3, 4]) : " + F, "output %2"),
                given("%2 = multiply %0, fill(2.0) : " + F, "output %2"));
        stays(
                new DropBroadcast(),
                graph("float32[1, 4]", F, "%2 = multiply %0, fill(2.0, float32[3, 1]) : " + F, "output %2"));
        stays(
                new DropBroadcast(),
                graph("float32[?, 4]", F, "%2 = multiply %0, fill(2.0, float32[1, 4]) : float32[?, 4]", "output %2"));
    }

    @Test
    void stretches_one_of_two_equal_operands_only() {
        fires(
                new DropBroadcast(),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]",
                        "%3 = add %2, %2 : " + F,
                        "output %3"),
                graph(
                        "float32[4]",
                        F,
                        "%2 = broadcastTo %0, shape=[3, 4] : float32[3, 4]",
                        "%3 = add %2, %0 : " + F,
                        "output %3"));
    }

    @Test
    void drops_what_moves_nothing() {
        fires(
                new DropNoMove(),
                given("%2 = slice %0, begin=[0, 0], end=[3, end], step=[1, 1] : " + F, "output %2"),
                given("output %0"));
        fires(
                new DropNoMove(),
                given("%2 = pad %0, low=[0, 0], high=[0, 0], value=7.0 : " + F, "output %2"),
                given("output %0"));
        fires(new DropNoMove(), given("%2 = concatenate [%0], axis=1 : " + F, "output %2"), given("output %0"));
        fires(
                new DropNoMove(),
                given("%2 = reduce kind=sum, %0, axes=[], keepDims=true : " + F, "output %2"),
                given("output %0"));
        fires(
                new DropNoMove(),
                graph("float32[1, 4]", F, "%2 = reverse %0, axes=[0] : float32[1, 4]", "output %2"),
                graph("float32[1, 4]", F, "output %0"));
        stays(
                new DropNoMove(),
                given("%2 = slice %0, begin=[0, 1], end=[3, end], step=[1, 1] : float32[3, 3]", "output %2"));
        stays(new DropNoMove(), given("%2 = reverse %0, axes=[0] : " + F, "output %2"));
        stays(new DropNoMove(), given("%2 = pad %0, low=[0, 0], high=[0, 1], value=7.0 : float32[3, 5]", "output %2"));
    }

    @Test
    void takes_the_only_element_for_the_sum() {
        fires(
                new ReduceOnes(),
                graph(
                        "float32[3, 1]",
                        F,
                        "%2 = reduce kind=mean, %0, axes=[1], keepDims=false : float32[3]",
                        "output %2"),
                graph("float32[3, 1]", F, "%2 = reshape %0, shape=[3] : float32[3]", "output %2"));
        stays(new ReduceOnes(), given("%2 = reduce kind=mean, %0, axes=[1], keepDims=false : float32[3]", "output %2"));
    }

    @Test
    void adds_only_what_there_is() {
        fires(new SimplifySum(), given("%2 = sum [%0] : " + F, "output %2"), given("output %0"));
        fires(
                new SimplifySum(),
                given("%2 = sum [%0, fill(0.0, float32[3, 4]), %1] : " + F, "output %2"),
                given("%2 = sum [%0, %1] : " + F, "output %2"));
        stays(new SimplifySum(), given("%2 = sum [%0, fill(1.0, float32[3, 4]), %1] : " + F, "output %2"));
    }

    @Test
    void chooses_where_the_choice_is_known() {
        fires(
                new SimplifyWhere(),
                given("%2 = where fill(1.0, bool[]), %0, %1 : " + F, "output %2"),
                given("output %0"));
        fires(
                new SimplifyWhere(),
                given("%2 = where fill(0.0, bool[]), %0, %1 : " + F, "output %2"),
                given("output %1"));
        fires(
                new SimplifyWhere(),
                given("%2 = less %0, %1 : bool[3, 4]", "%3 = where %2, %1, %1 : " + F, "output %3"),
                given("output %1"));
        stays(new SimplifyWhere(), given("%2 = less %0, %1 : bool[3, 4]", "%3 = where %2, %0, %1 : " + F, "output %3"));
    }

    @Test
    void lets_a_convolution_pad() {
        String image = "float32[2, 5, 5, 1]";
        String kernel = "float32[3, 3, 1, 2]";
        String pad = "%2 = pad %0, low=[0, 1, 0, 0], high=[0, 0, 2, 0], value=0.0 : float32[2, 6, 7, 1]";
        fires(
                new AbsorbPad(),
                graph(
                        image,
                        kernel,
                        pad,
                        "%3 = conv %2, %1, window=([3, 3], [1, 1], [1, 1], valid), groups=1 : float32[2, 4, 5, 2]",
                        "output %3"),
                graph(
                        image,
                        kernel,
                        "%2 = conv %0, %1, window=([3, 3], [1, 1], [1, 1], explicit([1, 0], [0, 2])), groups=1 : float32[2, 4, 5, 2]",
                        "output %2"));
        stays(
                new AbsorbPad(),
                graph(
                        image,
                        kernel,
                        pad,
                        "%3 = conv %2, %1, window=([3, 3], [1, 1], [1, 1], same), groups=1 : float32[2, 6, 7, 2]",
                        "output %3"));
    }

    @Test
    void takes_a_scattered_number_for_the_sum_of_its_row() {
        String scatter = "%2 = takeAlongAxisGradient %0, %1, fill(0.0, float32[3, 4]), axis=1 : float32[3, 4]";
        fires(
                new SumScattered(),
                graph(
                        "float32[3, 1]",
                        "int32[3, 1]",
                        scatter,
                        "%3 = reduce kind=sum, %2, axes=[1], keepDims=true : float32[3, 1]",
                        "output %3"),
                graph("float32[3, 1]", "int32[3, 1]", "output %0"));
        stays(
                new SumScattered(),
                graph(
                        "float32[3, 1]",
                        "int32[3, 1]",
                        scatter,
                        "%3 = reduce kind=sum, %2, axes=[0], keepDims=true : float32[1, 4]",
                        "output %3"));
        stays(
                new SumScattered(),
                graph(
                        "float32[3, 2]",
                        "int32[3, 2]",
                        scatter,
                        "%3 = reduce kind=sum, %2, axes=[1], keepDims=true : float32[3, 1]",
                        "output %3"));
    }
}
