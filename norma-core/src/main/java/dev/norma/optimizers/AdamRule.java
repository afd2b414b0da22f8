package dev.norma.optimizers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Trace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Adam} and {@link AdamW} share. */
abstract sealed class AdamRule<O extends AdamRule<O>> extends Optimizer<O> permits Adam, AdamW {
    private final Option<Double> beta1 = options().option("beta_1", 0.9, Check.between(0, 1));
    private final Option<Double> beta2 = options().option("beta_2", 0.999, Check.between(0, 1));
    private final Option<Double> epsilon = options().option("epsilon", 1e-7, Check.notNegative());
    private final Option<Boolean> amsgrad = options().option("amsgrad", false);
    private List<Parameter> momentums = List.of();
    private List<Parameter> velocities = List.of();
    private List<Parameter> velocityHats = List.of();

    AdamRule(@Nullable Double decay) {
        super(0.001, decay);
    }

    /** How much of the first moment stays at each step: 0.9 unless set. */
    public O beta1(double part) {
        options().set(beta1, part);
        return self();
    }

    /** How much of the second moment stays at each step: 0.999 unless set. */
    public O beta2(double part) {
        options().set(beta2, part);
        return self();
    }

    /** What is added to the root of the second moment: 1e-7 unless set. */
    public O epsilon(double added) {
        options().set(epsilon, added);
        return self();
    }

    /** Whether the largest second moment so far counts. Reddi, Kale and Kumar (2018), On the convergence of Adam. */
    public O amsgrad(boolean largest) {
        options().set(amsgrad, largest);
        return self();
    }

    @Override
    protected void makeSlots(List<Parameter> parameters) {
        List<Parameter> first = new ArrayList<>();
        List<Parameter> second = new ArrayList<>();
        for (Parameter parameter : parameters) {
            first.addAll(slots(List.of(parameter), "momentum"));
            second.addAll(slots(List.of(parameter), "velocity"));
        }
        momentums = first;
        velocities = second;
        velocityHats = amsgrad.get() ? slots(parameters, "velocity_hat") : List.of();
    }

    @Override
    protected void move(Trace trace, Parameter parameter, Value gradient, Value rate) {
        Value step = Ops.cast(Ops.add(step(trace), 1), parameter.dtype());
        Value power1 = Ops.power(step.constant(beta1.get()), step);
        Value power2 = Ops.power(step.constant(beta2.get()), step);
        Value alpha = Ops.divide(Ops.multiply(rate, Ops.sqrt(Ops.subtract(1, power2))), Ops.subtract(1, power1));
        int i = index(parameter);
        Value m = follow(trace, momentums.get(i), gradient, 1 - beta1.get());
        Value v = follow(trace, velocities.get(i), Ops.square(gradient), 1 - beta2.get());
        if (amsgrad.get()) {
            v = Ops.maximum(trace.value(velocityHats.get(i)), v);
            trace.update(velocityHats.get(i), v);
        }
        Value by = Ops.divide(Ops.multiply(m, alpha), Ops.add(Ops.sqrt(v), epsilon.get()));
        trace.update(parameter, Ops.subtract(trace.value(parameter), by));
    }

    private static Value follow(Trace trace, Parameter slot, Value target, double part) {
        Value old = trace.value(slot);
        Value next = Ops.add(old, Ops.multiply(Ops.subtract(target, old), part));
        trace.update(slot, next);
        return next;
    }
}
