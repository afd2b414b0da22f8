package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.conformance.Difference;
import dev.norma.conformance.OpCase;
import dev.norma.conformance.OpCases;
import dev.norma.runtime.Backends;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The suite of all operations in all types and ranks, whether a kernel of ours runs them or the interpreter does. */
@Tag("slow")
final class SharedConformanceTest {
    @Test
    void every_case_equals_the_interpreter() {
        List<String> wrong = new ArrayList<>();
        for (OpCase each : OpCases.all()) {
            try {
                List<Tensor> expected = each.run(Backends.named("reference"));
                List<Tensor> actual = each.run(Backends.named("onednn"));
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
