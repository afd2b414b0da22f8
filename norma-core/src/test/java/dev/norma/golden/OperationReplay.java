package dev.norma.golden;

import static java.util.Objects.requireNonNull;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Value;
import dev.norma.ops.FusedBatchNorm;
import dev.norma.ops.ImageFormat;
import dev.norma.ops.Ops;
import dev.norma.ops.Statistics;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls a function as a recorded case did: its results, and gradients of the sum of each times its cotangent. */
final class OperationReplay {
    private final GoldenCase golden;
    private final Precision precision;
    private final Trace trace;
    private final List<Tensor> given = new ArrayList<>();
    private final Map<String, Value> operands = new LinkedHashMap<>();

    OperationReplay(GoldenCase golden, Precision precision) {
        this.golden = golden;
        this.precision = precision;
        this.trace = new Trace("replay of " + golden);
    }

    Map<String, Tensor> run() {
        Stream.of("x", "mean", "variance", "offset", "scale", "weights")
                .filter(name -> golden.find("in." + name) != null)
                .forEach(name -> operands.put(name, feed("in." + name)));
        Map<String, Value> wanted = call();
        gradients(wanted);
        List<Tensor> results =
                precision.on(() -> new Launcher(trace.finish(List.copyOf(wanted.values()), false)).run(given));
        Map<String, Tensor> named = new LinkedHashMap<>();
        wanted.keySet().forEach(name -> named.put(name, results.get(named.size())));
        return named;
    }

    /** The recorded numbers, in the type in which the recording computed. */
    private Value feed(String role) {
        Tensor fed = precision.feed(golden.array(role));
        given.add(fed);
        boolean parameter = golden.text("function").equals("nn.fused_batch_norm") && !role.equals("in.x");
        return Ops.cast(
                trace.feed(role, fed.type()), parameter || role.startsWith("g.") ? fed.dtype() : precision.dtype);
    }

    private Map<String, Value> call() {
        double epsilon = number("epsilon");
        Value x = requireNonNull(operands.get("x"));
        return switch (golden.text("function")) {
            case "nn.batch_normalization" ->
                one(Ops.batchNormalization(
                        x, operand("mean"), operand("variance"), find("offset"), find("scale"), epsilon));
            case "ops.batch_normalization" ->
                one(Ops.batchNormalization(
                        x,
                        operand("mean"),
                        operand("variance"),
                        (int) number("axis"),
                        find("offset"),
                        find("scale"),
                        epsilon));
            case "ops.moments" -> named(Ops.moments(x, flag("keepdims"), flag("synchronized"), axes()));
            case "nn.weighted_moments" -> named(Ops.weightedMoments(x, operand("weights"), flag("keepdims"), axes()));
            case "nn.fused_batch_norm" ->
                named(Ops.fusedBatchNorm(
                        x,
                        operand("scale"),
                        operand("offset"),
                        find("mean"),
                        find("variance"),
                        epsilon,
                        ImageFormat.named((String) golden.map("arguments").get("data_format")),
                        flag("training"),
                        number("factor")));
            default -> throw new AssertionError("no call of " + golden.text("function"));
        };
    }

    private static Map<String, Value> one(Value y) {
        return new LinkedHashMap<>(Map.of("y", y));
    }

    private static Map<String, Value> named(Statistics<Value> statistics) {
        return new LinkedHashMap<>(Map.of("mean", statistics.mean(), "variance", statistics.variance()));
    }

    private static Map<String, Value> named(FusedBatchNorm<Value> fused) {
        Map<String, Value> named = one(fused.y());
        named.put("running_mean", fused.runningMean());
        named.put("running_variance", fused.runningVariance());
        return named;
    }

    private void gradients(Map<String, Value> wanted) {
        List<Value> terms = new ArrayList<>();
        Map.copyOf(wanted).forEach((name, value) -> {
            if (golden.find("g." + name) != null) {
                Value g = feed("g." + name);
                terms.add(Ops.sum(Ops.multiply(Ops.cast(value, g.dtype()), g)));
            }
        });
        if (!terms.isEmpty()) {
            List<String> names = List.copyOf(operands.keySet());
            List<Value> with = List.copyOf(operands.values());
            List<Value> found = Gradients.of(terms.stream().reduce(Ops::add).orElseThrow(), with);
            names.forEach(name -> wanted.put("d." + name, found.get(names.indexOf(name))));
        }
    }

    private Value operand(String name) {
        return requireNonNull(find(name), name);
    }

    private @Nullable Value find(String name) {
        return operands.get(name);
    }

    private double number(String argument) {
        return golden.map("arguments").get(argument) instanceof Number number ? number.doubleValue() : 0;
    }

    private boolean flag(String argument) {
        return Boolean.TRUE.equals(golden.map("arguments").get(argument));
    }

    private int[] axes() {
        List<?> axes = (List<?>) golden.map("arguments").get("axes");
        return axes.stream().mapToInt(axis -> ((Number) axis).intValue()).toArray();
    }
}
