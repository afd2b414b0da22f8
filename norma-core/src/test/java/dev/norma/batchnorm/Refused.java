package dev.norma.batchnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Semantics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Shape;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** What tests of refusals share: a layer called "bn", ways to use it, and what an error must say. */
final class Refused {
    private Refused() {}

    static BatchNormalization bn() {
        return new BatchNormalization().name("bn");
    }

    static BatchNormalization legacy() {
        return bn().semantics(Semantics.TF_KERAS);
    }

    static Shape shape(long... dims) {
        return Shape.of(dims);
    }

    static void build(BatchNormalization layer, long... dims) {
        layer.outputTypes(List.of(TensorType.of(DType.FLOAT32, dims)));
    }

    /** The error's text from its first letter to its last. */
    static void saying(String text, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(text);
    }

    /** Parts of the error's text, where the whole of another like it is compared. */
    static AbstractThrowableAssert<?, ?> with(ThrowingCallable action, String... told) {
        AbstractThrowableAssert<?, ?> error = assertThatThrownBy(action)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layer \"bn\"");
        for (String part : told) {
            error.hasMessageContaining(part);
        }
        return error;
    }

    static void same(BatchNormalization layer, List<Tensor> before) {
        List<Tensor> after = layer.getWeights();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).contentEquals(before.get(i)))
                    .as("weight %d is as before", i)
                    .isTrue();
        }
    }

    static Tensor ones(long... dims) {
        return Tensor.fill(TensorType.of(DType.BOOL, dims), 1);
    }

    static void masked(BatchNormalization layer, Tensor x, boolean training, long... mask) {
        layer.apply(List.of(x), ones(mask), training);
    }

    /** A program drawn over inputs some of whose sizes are unknown. */
    static Launcher drawn(BatchNormalization layer, @Nullable Shape mask, Shape x) {
        Trace trace = new Trace("a call with unknown sizes");
        List<Value> feeds = new ArrayList<>(List.of(trace.feed("x", new TensorType(DType.FLOAT32, x))));
        Arguments arguments = Arguments.training(true);
        if (mask != null) {
            feeds.add(trace.feed("mask", new TensorType(DType.BOOL, mask)));
            arguments = arguments.withMask(feeds.getLast());
        }
        List<Value> results = layer.apply(List.of(feeds.getFirst()), Context.of(trace, false), arguments);
        return new Launcher(trace.finish(results, false));
    }
}
