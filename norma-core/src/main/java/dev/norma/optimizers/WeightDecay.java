package dev.norma.optimizers;

import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a part of each parameter off at each step, but of those that are left out. */
final class WeightDecay {
    private final List<Parameter> excluded = new ArrayList<>();
    private final List<Pattern> excludedNames = new ArrayList<>();

    void exclude(List<Parameter> parameters) {
        excluded.addAll(parameters);
    }

    /** Leaves out those in whose names one of these regular expressions is found. */
    void excludeNames(List<String> patterns) {
        patterns.stream().map(Pattern::compile).forEach(excludedNames::add);
    }

    private boolean acts(Parameter parameter) {
        return !excluded.contains(parameter)
                && excludedNames.stream()
                        .noneMatch(pattern -> pattern.matcher(parameter.name()).find());
    }

    void draw(Trace trace, List<Parameter> parameters, double part, Value rate) {
        for (Parameter parameter : parameters) {
            if (acts(parameter)) {
                Value value = trace.value(parameter);
                Value off = Ops.multiply(Ops.multiply(value, part), Ops.cast(rate, parameter.dtype()));
                trace.update(parameter, Ops.subtract(value, off));
            }
        }
    }
}
