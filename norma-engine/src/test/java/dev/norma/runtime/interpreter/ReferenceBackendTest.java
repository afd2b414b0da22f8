package dev.norma.runtime.interpreter;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.divide;
import static dev.norma.ops.Ops.log;
import static dev.norma.ops.Ops.maximum;
import static dev.norma.ops.Ops.minimum;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.subtract;
import static dev.norma.ops.Ops.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Origin;
import dev.norma.graph.Value;
import dev.norma.runtime.Backends;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.NonFiniteException;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
    private final Parameter weight = new Parameter(
            "kernel", TensorType.of(DType.FLOAT32, 2), Parameter.Kind.TRAINABLE, new Owner(), () -> Tensor.of(1f, 2f));

    /** The sum of x / weight; the weight moves by rate times x. */
    private Launcher launcher(boolean guarded) {
        Trace trace = new Trace("a step");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, -1, 2));
        Value rate = trace.scalar("rate", () -> 0.5);
        Value quotient = new Origin("head/dense").draw(() -> divide(x, trace.value(weight)));
        Value result = sum(quotient);
        trace.update(weight, add(trace.value(weight), multiply(rate, sum(x, 0))));
        return new Launcher(trace.finish(List.of(result), guarded), Backends.named("reference"));
    }

    @Test
    void computes_from_the_state_at_the_start_of_the_run_and_then_writes_the_new_one() {
        Launcher launcher = launcher(true);

        List<Tensor> results = launcher.run(List.of(Tensor.of(new float[][] {{2, 4}, {6, 8}})));

        assertThat(results.getFirst().item()).isEqualTo(2 + 2 + 6 + 4);
        assertThat(weight.value().toFloats()).containsExactly(5, 8);
        assertThat(weight.version()).isEqualTo(1);
    }

    @Test
    void a_guarded_run_with_an_infinite_result_writes_nothing_and_names_the_layer() {
        weight.set(Tensor.of(0f, 2f));
        long version = weight.version();

        assertThatThrownBy(() -> launcher(true).run(List.of(Tensor.of(new float[][] {{1, 1}}))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("""
                        result 0 is not finite
                          expected: finite results and finite new state; nothing was written
                          given:    Infinity at element 0 of float32[]; it comes up first in layer "head/dense" (divide)
                          fix:      look for such values in the data, lower the learning rate, or clip the gradients""");
        assertThat(weight.value().toFloats()).containsExactly(0, 2);
        assertThat(weight.version()).isEqualTo(version);
    }

    @Test
    void a_guarded_run_names_an_input_that_is_not_finite() {
        assertThatThrownBy(() -> launcher(true).run(List.of(Tensor.of(new float[][] {{1, Float.NaN}}))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("input \"x\" is not finite before the run");
    }

    @Test
    void a_guarded_run_looks_at_new_state_even_where_results_are_finite() {
        Trace trace = new Trace("a step");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, 2));
        trace.update(weight, divide(x, subtract(trace.value(weight), trace.value(weight))));
        Launcher launcher = new Launcher(trace.finish(List.of(sum(x)), true), Backends.named("reference"));

        assertThatThrownBy(() -> launcher.run(List.of(Tensor.of(1f, 1f))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageStartingWith("the new value of \"kernel\" is not finite");
        assertThat(weight.value().toFloats()).containsExactly(1, 2);
    }

    @Test
    void an_unguarded_run_writes_what_it_computes() {
        weight.set(Tensor.of(0f, 2f));

        Tensor result =
                launcher(false).run(List.of(Tensor.of(new float[][] {{1, 1}}))).getFirst();

        assertThat(result.item()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(weight.value().toFloats()).containsExactly(0.5f, 2.5f);
    }

    @Test
    void an_infinite_constant_that_does_no_harm_is_not_blamed() {
        Trace trace = new Trace("a step");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, 2));
        Value masked = new Origin("attention").draw(() -> minimum(x, x.constant(Double.POSITIVE_INFINITY)));
        Value padded = new Origin("padding").draw(() -> add(x.constant(Double.NEGATIVE_INFINITY), x));
        Value result = new Origin("head").draw(() -> log(subtract(masked, 5)));
        Launcher launcher =
                new Launcher(trace.finish(List.of(result, maximum(padded, masked)), true), Backends.named("reference"));

        assertThatThrownBy(() -> launcher.run(List.of(Tensor.of(1f, 7f))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("NaN at element 0 of float32[2]; it comes up first in layer \"head\" (log)");
        assertThat(launcher.run(List.of(Tensor.of(6f, 7f))).get(1).toFloats()).containsExactly(6, 7);
    }

    @Test
    void where_constants_alone_spoil_a_result_the_first_node_that_shows_it_is_named() {
        Trace trace = new Trace("a step");
        Value x = trace.feed("x", TensorType.of(DType.FLOAT32, 2));
        Value result = new Origin("bad").draw(() -> multiply(x, x.constant(Double.POSITIVE_INFINITY)));
        Launcher launcher = new Launcher(trace.finish(List.of(result), true), Backends.named("reference"));

        assertThatThrownBy(() -> launcher.run(List.of(Tensor.of(1f, 1f))))
                .isInstanceOf(NonFiniteException.class)
                .hasMessageContaining("it comes up first in layer \"bad\" (multiply)");
    }

    @Test
    void each_result_is_rounded_to_its_type_before_the_next_operation_takes_it() {
        for (DType dtype : List.of(DType.FLOAT32, DType.BFLOAT16, DType.FLOAT64)) {
            Trace trace = new Trace("a sum");
            Value one = trace.feed("one", TensorType.of(dtype));
            Value difference = subtract(add(one, 0x1p-30), one);
            Launcher launcher = new Launcher(trace.finish(List.of(difference), false), Backends.named("reference"));

            double rest = launcher.run(List.of(Tensor.fill(TensorType.of(dtype), 1)))
                    .getFirst()
                    .item();

            assertThat(rest).isEqualTo(dtype == DType.FLOAT64 ? 0x1p-30 : 0);
        }
    }
}
