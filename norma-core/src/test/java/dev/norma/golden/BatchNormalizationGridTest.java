package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The recorded grid of batch normalizations: profile x axis x rank x variation x training or inference, three steps each. */
class BatchNormalizationGridTest {
    private static final List<GoldenCase> CASES = GoldenFiles.load("batchnorm-grid");

    @TestFactory
    Stream<DynamicTest> every_case_equals_its_reference() {
        return CASES.stream()
                .flatMap(golden -> Arrays.stream(Precision.values())
                        .map(precision ->
                                DynamicTest.dynamicTest(golden + " " + precision, () -> check(golden, precision))));
    }

    private static void check(GoldenCase golden, Precision precision) {
        GoldenCase expected = precision == Precision.REFERENCE_64 ? unfused(golden) : golden;
        new Agreement(expected, precision, 1e-10).check(new GridReplay(golden, precision).run());
    }

    /** A layer in float64 is never fused: it stores the variance without the factor. */
    private static GoldenCase unfused(GoldenCase golden) {
        if (golden.find("after.moving_variance.unfused") == null) {
            return golden;
        }
        Map<String, dev.norma.tensor.Tensor> arrays = new LinkedHashMap<>(golden.arrays());
        arrays.put(golden.number() + "/after.moving_variance", golden.array("after.moving_variance.unfused"));
        return new GoldenCase(golden.group(), golden.number(), golden.said(), arrays);
    }

    @Test
    void all_three_profiles_are_there_with_every_yardstick() {
        assertThat(CASES).hasSizeGreaterThanOrEqualTo(500);
        assertThat(CASES).extracting(golden -> golden.text("profile")).contains("KERAS3", "TF_KERAS", "TF1_LAYERS");
        assertThat(CASES)
                .allSatisfy(golden -> assertThat(golden.results())
                        .allMatch(name -> Stream.of("worst32", "worst16", "worstFloat16")
                                .allMatch(yardstick -> golden.beside(name, yardstick) != null)));
    }
}
