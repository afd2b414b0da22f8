package dev.norma.batchnorm;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.layers.Arguments;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Context;
import dev.norma.layers.Weight;
import dev.norma.ops.Ops;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of a call of a batch normalization, and the gradients of sum(y * g) by x and by gamma and beta. */
record Called(Tensor y, Tensor dx, Map<String, Tensor> weights) {
    /** How a layer is called. */
    record How(boolean training, @Nullable Tensor mask, int replicas) {
        static final How TRAINING = new How(true, null, 1);
        static final How INFERENCE = new How(false, null, 1);

        How masked(Tensor by) {
            return new How(training, by, replicas);
        }

        How replicated(int count) {
            return new How(training, mask, count);
        }
    }

    static Called of(BatchNormalization layer, Tensor x, Tensor g, How how) {
        Trace trace = new Trace("a call with gradients");
        List<Tensor> given = new ArrayList<>(List.of(x, g));
        Value input = trace.feed("x", x.type());
        Value upstream = trace.feed("g", g.type());
        Value y = draw(layer, trace, input, how, given);
        List<Value> with = new ArrayList<>(List.of(input));
        List<Weight> trained = layer.trainableWeights();
        trained.forEach(weight -> with.add(trace.initial(weight.parameter())));
        List<Value> results = new ArrayList<>(List.of(y));
        Gradients.of(Ops.sum(Ops.multiply(Ops.cast(y, g.dtype()), upstream)), with)
                .forEach(gradient -> results.add(Objects.requireNonNull(gradient)));
        List<Tensor> numbers = new Launcher(trace.finish(results, false)).run(given);
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < trained.size(); i++) {
            weights.put(trained.get(i).name(), numbers.get(i + 2));
        }
        return new Called(numbers.get(0), numbers.get(1), weights);
    }

    /** What gives sum(y * g) for any x, and changes nothing. */
    static Loss loss(BatchNormalization layer, Tensor x, Tensor g, How how) {
        Trace trace = new Trace("a loss");
        List<Tensor> given = new ArrayList<>(List.of(x, g));
        Value input = trace.feed("x", x.type());
        Value upstream = trace.feed("g", g.type());
        Value loss = Ops.sum(Ops.multiply(draw(layer, trace, input, how, given), upstream));
        trace.dropUpdates();
        Launcher launcher = new Launcher(trace.finish(List.of(loss), false));
        return other -> {
            given.set(0, other);
            return launcher.run(given).getFirst().item();
        };
    }

    /** A number that follows from x, and from the weights as they are then. */
    interface Loss {
        double of(Tensor x);
    }

    private static Value draw(BatchNormalization layer, Trace trace, Value x, How how, List<Tensor> given) {
        Arguments arguments = Arguments.training(how.training());
        Tensor mask = how.mask();
        if (mask != null) {
            arguments = arguments.withMask(trace.feed("mask", mask.type()));
            given.add(mask);
        }
        Context context = Context.of(trace, false).replicated(how.replicas());
        return layer.apply(List.of(x), context, arguments).getFirst();
    }

    Tensor dGamma() {
        return Objects.requireNonNull(weights.get("gamma"));
    }

    Tensor dBeta() {
        return Objects.requireNonNull(weights.get("beta"));
    }
}
