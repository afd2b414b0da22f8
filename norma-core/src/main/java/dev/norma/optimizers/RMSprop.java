package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.List;

/**
 * Steps divided by the root of a running mean of squared gradients.
 *
 * <pre>
 *   v = rho v + (1 - rho) g^2
 *   w = w - rate g / sqrt(v + epsilon)        centered: v - (running mean of g)^2 + epsilon
 * </pre>
 *
 * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton (2012), Lecture 6e</a>
 */
public final class RMSprop extends Optimizer<RMSprop> {
    private final Option<Double> rho = options().option("rho", 0.9, Check.between(0, 1));
    private final Option<Double> momentum = options().option("momentum", 0.0, Check.between(0, 1));
    private final Option<Double> epsilon = options().option("epsilon", 1e-7, Check.notNegative());
    private final Option<Boolean> centered = options().option("centered", false);
    private List<Parameter> velocities = List.of();
    private List<Parameter> momentums = List.of();
    private List<Parameter> means = List.of();

    /** With a learning rate of 0.001. */
    public RMSprop() {
        super(0.001, null);
    }

    /** With this learning rate. */
    public RMSprop(double learningRate) {
        this();
        learningRate(learningRate);
    }

    /** How much of the running mean stays at each step: 0.9 unless set. */
    public RMSprop rho(double part) {
        options().set(rho, part);
        return this;
    }

    /** How much of the last step is made again: 0 unless set. */
    public RMSprop momentum(double part) {
        options().set(momentum, part);
        return this;
    }

    /** What is added under the root: 1e-7 unless set. */
    public RMSprop epsilon(double added) {
        options().set(epsilon, added);
        return this;
    }

    /** Whether the variance of the gradient counts in place of its square: no unless set. */
    public RMSprop centered(boolean variance) {
        options().set(centered, variance);
        return this;
    }

    @Override
    protected void makeSlots(List<Parameter> parameters) {
        velocities = slots(parameters, "velocity");
        momentums = momentum.get() > 0 ? slots(parameters, "momentum") : List.of();
        means = centered.get() ? slots(parameters, "average_gradient") : List.of();
    }

    @Override
    protected void move(Trace trace, Parameter parameter, Value gradient, Value rate) {
        int i = index(parameter);
        Value velocity = follow(trace, velocities.get(i), Ops.square(gradient));
        Value spread = velocity;
        if (centered.get()) {
            spread = Ops.subtract(velocity, Ops.square(follow(trace, means.get(i), gradient)));
        }
        Value by = Ops.divide(Ops.multiply(rate, gradient), Ops.sqrt(Ops.add(spread, epsilon.get())));
        if (momentum.get() > 0) {
            Parameter slot = momentums.get(i);
            by = Ops.add(Ops.multiply(trace.value(slot), momentum.get()), by);
            trace.update(slot, by);
        }
        trace.update(parameter, Ops.subtract(trace.value(parameter), by));
    }

    private Value follow(Trace trace, Parameter slot, Value target) {
        Value next = Ops.add(Ops.multiply(trace.value(slot), rho.get()), Ops.multiply(target, 1 - rho.get()));
        trace.update(slot, next);
        return next;
    }
}
