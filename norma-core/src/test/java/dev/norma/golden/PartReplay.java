package dev.norma.golden;

import dev.norma.autodiff.Gradients;
import dev.norma.constraints.Constraint;
import dev.norma.constraints.Constraints;
import dev.norma.graph.Value;
import dev.norma.losses.Loss;
import dev.norma.losses.Losses;
import dev.norma.metrics.Metric;
import dev.norma.metrics.Metrics;
import dev.norma.ops.Ops;
import dev.norma.optimizers.Optimizer;
import dev.norma.optimizers.Optimizers;
import dev.norma.regularizers.Regularizer;
import dev.norma.regularizers.Regularizers;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replays activations, losses, metrics, optimizers, regularizers and constraints. */
final class PartReplay {
    private PartReplay() {}

    static Map<String, Tensor> activation(GoldenCase golden, Precision precision) {
        Trace trace = new Trace("replay of " + golden);
        Tensor in = precision.feed(golden.array("in.0"));
        Tensor g = precision.feed(golden.array("g"));
        Value x = trace.feed("x", in.type());
        Value cotangent = trace.feed("g", g.type());
        Value y = ActivationCalls.call(golden.text("name"), golden.map("config"), Ops.cast(x, precision.dtype));
        Value loss = Ops.sum(Ops.multiply(Ops.cast(y, g.dtype()), cotangent));
        List<Value> wanted = List.of(y, Gradients.of(loss, List.of(x)).getFirst());
        return named(
                List.of("y", "dx"), precision.on(() -> new Launcher(trace.finish(wanted, false)).run(List.of(in, g))));
    }

    static Map<String, Tensor> loss(GoldenCase golden, Precision precision) {
        Trace trace = new Trace("replay of " + golden);
        Loss loss = Losses.family().named(golden.text("class"));
        loss.options().configure(golden.map("config"));
        List<Tensor> given = new ArrayList<>();
        Value yTrue = feed(trace, golden, "y_true", precision, given);
        Value yPred = feed(trace, golden, "y_pred", precision, given);
        Value weight =
                golden.find("sample_weight") == null ? null : feed(trace, golden, "sample_weight", precision, given);
        Value value = loss.of(yTrue, yPred, weight, null);
        Value gradient = Gradients.of(Ops.sum(value), List.of(yPred)).getFirst();
        return named(
                List.of("loss", "dy_pred"),
                precision.on(() -> new Launcher(trace.finish(List.of(value, gradient), false)).run(given)));
    }

    static Map<String, Tensor> metric(GoldenCase golden, Precision precision) {
        Metric metric = Metrics.family().named(golden.text("class"));
        metric.options().configure(golden.map("config"));
        metric.options().configure(Map.of("dtype", precision.fed().toString()));
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (int batch = 0; batch < golden.integer("batches"); batch++) {
            Trace trace = new Trace("replay of " + golden);
            List<Tensor> given = new ArrayList<>();
            boolean values = golden.find("values." + batch) != null;
            Value yPred = feed(trace, golden, (values ? "values." : "y_pred.") + batch, precision, given);
            Value yTrue = values ? yPred : feed(trace, golden, "y_true." + batch, precision, given);
            String role = "sample_weight." + batch;
            Value weight = golden.find(role) == null ? null : feed(trace, golden, role, precision, given);
            metric.update(trace, yTrue, yPred, weight);
            Program program = trace.finish(List.of(metric.result(trace)), false);
            results.put(
                    "result." + batch,
                    precision.on(() -> new Launcher(program).run(given).getFirst()));
        }
        return results;
    }

    static Map<String, Tensor> optimizer(GoldenCase golden, Precision precision) {
        Optimizer<?> optimizer = Optimizers.family().named(golden.text("class"));
        optimizer.options().configure(golden.map("config"));
        List<Parameter> parameters = new ArrayList<>();
        Owner owner = new Owner();
        for (Tensor weight : golden.numbered("w")) {
            Tensor first = precision.feed(weight);
            parameters.add(new Parameter("w", first.type(), Parameter.Kind.TRAINABLE, owner, () -> first));
        }
        optimizer.build(parameters);
        Map<String, Tensor> results = new LinkedHashMap<>();
        for (int step = 0; step < golden.integer("steps"); step++) {
            Trace trace = new Trace("replay of " + golden);
            List<Tensor> given = new ArrayList<>();
            List<Value> gradients = new ArrayList<>();
            for (int i = 0; i < parameters.size(); i++) {
                gradients.add(feed(trace, golden, "grad.%d.%d".formatted(step, i), precision, given));
            }
            optimizer.apply(trace, parameters, gradients);
            Program program = trace.finish(List.of(), false);
            precision.on(() -> new Launcher(program).run(given));
            for (int i = 0; i < parameters.size(); i++) {
                results.put("w.%d.%d".formatted(step, i), parameters.get(i).value());
                if (!optimizer.averages().isEmpty()) {
                    results.put(
                            "ema.%d.%d".formatted(step, i),
                            optimizer.averages().get(i).value());
                }
            }
        }
        return results;
    }

    static Map<String, Tensor> regularizer(GoldenCase golden, Precision precision) {
        Regularizer regularizer = Regularizers.family().named(golden.text("class"));
        regularizer.options().configure(golden.map("config"));
        Trace trace = new Trace("replay of " + golden);
        List<Tensor> given = new ArrayList<>();
        Value weight = feed(trace, golden, "w.0", precision, given);
        Value penalty = regularizer.penalty(weight);
        Value gradient = Gradients.of(penalty, List.of(weight)).getFirst();
        return named(
                List.of("value", "dw"),
                precision.on(() -> new Launcher(trace.finish(List.of(penalty, gradient), false)).run(given)));
    }

    static Map<String, Tensor> constraint(GoldenCase golden, Precision precision) {
        Constraint constraint = Constraints.family().named(golden.text("class"));
        constraint.options().configure(golden.map("config"));
        return Map.of("value", precision.on(() -> constraint.apply(precision.feed(golden.array("w.0")))));
    }

    private static Value feed(Trace trace, GoldenCase golden, String role, Precision precision, List<Tensor> given) {
        Tensor fed = precision.feed(golden.array(role));
        given.add(fed);
        return trace.feed(role, fed.type());
    }

    private static Map<String, Tensor> named(List<String> names, List<Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), tensors.get(i));
        }
        return named;
    }
}
