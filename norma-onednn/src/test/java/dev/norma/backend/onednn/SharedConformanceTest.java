package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.conformance.Difference;
import dev.norma.conformance.OpCase;
import dev.norma.conformance.OpCases;
import dev.norma.runtime.Backend;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The suite of all operations in all types and ranks, whether a kernel of ours runs them or the interpreter does, on the caller's
 * thread and on the engine's.
 */
@Tag("slow")
final class SharedConformanceTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_case_equals_the_interpreter(boolean together) {
        Backend backend = together ? Sameness.TEAM : Sameness.NATIVE;
        List<String> wrong = new ArrayList<>();
        for (OpCase each : OpCases.all()) {
            try {
                List<Tensor> expected = each.run(Sameness.REFERENCE);
                List<Tensor> actual = each.run(backend);
                double difference = Difference.between(expected, actual);
                if (!(difference <= Difference.allowed(each.dtype()))) {
                    wrong.add("%s: %.3g".formatted(each, difference));
                }
            } catch (RuntimeException failure) {
                wrong.add(each + ": " + failure);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
