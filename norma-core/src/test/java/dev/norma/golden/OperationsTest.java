package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Moments and batch normalization as functions equal those of Keras and TensorFlow, gradients included. */
class OperationsTest {
    @TestFactory
    Stream<DynamicTest> functions_equal_the_recorded_ones() {
        List<GoldenCase> cases = GoldenFiles.load("batchnorm-ops");
        assertThat(cases).as("recorded functions").hasSizeGreaterThan(60);
        return cases.stream()
                .flatMap(golden -> Arrays.stream(Precision.values())
                        .map(precision -> DynamicTest.dynamicTest(
                                golden + " " + precision,
                                () -> new Agreement(golden, precision, 1e-10)
                                        .check(new OperationReplay(golden, precision).run()))));
    }
}
