package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.List;

/**
 * Gradient descent, with momentum if set.
 *
 * <pre>
 *   without momentum    w = w - rate g
 *   with                m = momentum m - rate g;   w = w + m
 *   nesterov            w = w + momentum m - rate g
 * </pre>
 */
public final class SGD extends Optimizer<SGD> {
    private final Option<Double> momentum = options().option("momentum", 0.0, Check.between(0, 1));
    private final Option<Boolean> nesterov = options().option("nesterov", false);
    private List<Parameter> momentums = List.of();

    /** With a learning rate of 0.01. */
    public SGD() {
        super(0.01, null);
    }

    /** With this learning rate. */
    public SGD(double learningRate) {
        this();
        learningRate(learningRate);
    }

    /** How much of the last step is made again: from 0 to 1, 0 unless set. */
    public SGD momentum(double part) {
        options().set(momentum, part);
        return this;
    }

    /** Whether the momentum looks ahead: no unless set. */
    public SGD nesterov(boolean ahead) {
        options().set(nesterov, ahead);
        return this;
    }

    @Override
    protected void makeSlots(List<Parameter> parameters) {
        if (momentum.get() != 0) {
            momentums = slots(parameters, "momentum");
        }
    }

    @Override
    protected void move(Trace trace, Parameter parameter, Value gradient, Value rate) {
        Value step = Ops.multiply(gradient, rate);
        Value value = trace.value(parameter);
        if (momentums.isEmpty()) {
            trace.update(parameter, Ops.subtract(value, step));
            return;
        }
        Parameter slot = momentums.get(index(parameter));
        Value next = Ops.subtract(Ops.multiply(trace.value(slot), momentum.get()), step);
        trace.update(slot, next);
        Value by = nesterov.get() ? Ops.subtract(Ops.multiply(next, momentum.get()), step) : next;
        trace.update(parameter, Ops.add(value, by));
    }
}
