package dev.norma.layers;

import dev.norma.config.Check;
import dev.norma.config.Option;
import dev.norma.graph.Value;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.List;

/** {@code x * scale + offset}. */
public final class Rescaling extends Configured<Rescaling> {
    private final Option<List<Double>> scale = options().required("scale", Numbers.TYPE, Check.any());
    private final Option<List<Double>> offset = options().declare("offset", Numbers.TYPE, List.of(0.0), Check.any());

    /** A layer to be configured. */
    public Rescaling() {}

    /** This factor. */
    public Rescaling(double scale) {
        set(this.scale, List.of(scale));
    }

    /** This factor, and this number added. */
    public Rescaling(double scale, double offset) {
        this(scale);
        set(this.offset, List.of(offset));
    }

    /** Sets one factor for each entry of the last axis. */
    public Rescaling scale(Double... factors) {
        return set(scale, List.of(factors));
    }

    /** Sets one number to add for each entry of the last axis. */
    public Rescaling offset(Double... numbers) {
        return set(offset, List.of(numbers));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected Value call(Inputs inputs, Context context) {
        DType dtype = policy().compute();
        Value x = Ops.cast(inputs.only(), dtype);
        return Ops.add(Ops.multiply(x, Numbers.vector(scale.get(), dtype)), Numbers.vector(offset.get(), dtype));
    }
}
