package dev.norma.backend.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program reads is state as it was before the run, wherever its results go. */
final class StateTest {
    private static final TensorType THREE = TensorType.of(DType.FLOAT32, 3);

    private final Owner owner = new Owner();
    private final Parameter a = parameter("a", 1);
    private final Parameter b = parameter("b", 2);

    private Parameter parameter(String name, double value) {
        return new Parameter(name, THREE, Parameter.Kind.TRAINABLE, owner, () -> Tensor.fill(THREE, value));
    }

    @Test
    void two_parameters_change_places() {
        Trace trace = new Trace("a swap");
        Value first = trace.initial(a);
        Value second = trace.initial(b);
        trace.update(a, second);
        trace.update(b, first);
        Launcher launcher = new Launcher(trace.finish(List.of(), false), Sameness.NATIVE);
        launcher.run(List.of());
        assertThat(a.value().toFloats()).containsExactly(2, 2, 2);
        assertThat(b.value().toFloats()).containsExactly(1, 1, 1);
    }

    @Test
    void a_result_shows_a_parameter_as_it_was() {
        Trace trace = new Trace("a step");
        Value before = trace.initial(a);
        trace.update(a, Ops.add(before, 1));
        Launcher launcher = new Launcher(trace.finish(List.of(before), false), Sameness.NATIVE);
        assertThat(launcher.run(List.of()).getFirst().toFloats()).containsExactly(1, 1, 1);
        assertThat(launcher.run(List.of()).getFirst().toFloats()).containsExactly(2, 2, 2);
    }
}
