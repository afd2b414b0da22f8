package dev.norma.batchnorm;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** The function {@code f(x) = sum(y(x) * g)} of a layer, its gradient, and the gradient of {@code sum(gradient * v)}. */
record SecondOrder(BatchNormalization layer, boolean training, Tensor g, Tensor v, Machine machine) {
    double loss(Tensor x) {
        return run(x, this::draw).item();
    }

    Tensor gradient(Tensor x) {
        return run(x, this::slope);
    }

    /** The slope of f in the direction v. */
    double along(Tensor x) {
        return run(x, this::slopeAlong).item();
    }

    Tensor gradientAlong(Tensor x) {
        return run(x, drawn -> by(slopeAlong(drawn), drawn.x()));
    }

    private record Drawn(Value x, Context context) {}

    private Value draw(Drawn drawn) {
        Value y = layer.apply(List.of(drawn.x()), drawn.context(), Arguments.training(training))
                .getFirst();
        return along(Ops.cast(y, drawn.x().dtype()), g);
    }

    private Value slope(Drawn drawn) {
        return by(draw(drawn), drawn.x());
    }

    private Value slopeAlong(Drawn drawn) {
        return along(slope(drawn), v);
    }

    private static Value along(Value value, Tensor direction) {
        return Ops.sum(Ops.multiply(value, Ops.constant(direction.cast(value.dtype()))));
    }

    private static Value by(Value of, Value x) {
        return Objects.requireNonNull(Gradients.of(of, List.of(x)).getFirst());
    }

    private Tensor run(Tensor x, Function<Drawn, Value> function) {
        Trace trace = new Trace("a function of x");
        Tensor given = machine.tensor(x.shape(), x.toDoubles());
        Value feed = trace.feed("x", given.type());
        Value result = function.apply(new Drawn(feed, Context.of(trace, false)));
        trace.dropUpdates();
        Tensor[] found = new Tensor[1];
        machine.run(() -> found[0] = new Launcher(trace.finish(List.of(result), false))
                .run(List.of(given))
                .getFirst());
        return found[0];
    }
}
