package dev.norma.backend.onednn;

import dev.norma.autodiff.Gradients;
import dev.norma.graph.Conv;
import dev.norma.graph.Node;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.Pooling;
import dev.norma.graph.Value;
import dev.norma.graph.Window;
import dev.norma.ops.Ops;
import dev.norma.runtime.Owner;
import dev.norma.runtime.Parameter;
import dev.norma.runtime.Program;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The small networks of the benchmark suite as whole training steps: forward, loss, gradients, Adam, moving statistics, accuracy. */
public final class Networks {
    private static final double MOMENTUM = 0.9;

    private final Trace trace = new Trace("a training step");
    private final Owner owner = new Owner();
    private final List<Parameter> trained = new ArrayList<>();
    private final DType compute;
    private long seed = 1;

    /** All parameters made so far, in order. */
    public final List<Parameter> parameters = new ArrayList<>();

    private Networks(DType compute) {
        this.compute = compute;
    }

    /** A step with its parameters, and its feeds. */
    public record Step(Program program, List<Parameter> parameters, List<Tensor> feeds) {}

    private Parameter parameter(String name, boolean trains, double deviation, double constant, long... dims) {
        TensorType type = TensorType.of(DType.FLOAT32, dims);
        long own = seed++;
        Parameter parameter = new Parameter(
                name,
                type,
                trains ? Parameter.Kind.TRAINABLE : Parameter.Kind.NON_TRAINABLE,
                owner,
                () -> deviation == 0 ? Tensor.fill(type, constant) : scaled(type, own, deviation));
        parameters.add(parameter);
        if (trains) {
            trained.add(parameter);
        }
        return parameter;
    }

    private static Tensor scaled(TensorType type, long seed, double factor) {
        float[] values = Sameness.random(type, seed).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
        return Tensor.of(type.shape(), values);
    }

    private Value weight(Parameter parameter) {
        return Ops.cast(trace.initial(parameter), compute);
    }

    private static Value one(dev.norma.graph.Op op) {
        return Node.of(op).results().getFirst();
    }

    private Value dense(Value x, int units) {
        long in = x.shape().dim(-1);
        return Ops.matMul(x, weight(parameter("kernel", true, Math.sqrt(2.0 / in), 0, in, units)));
    }

    private Value bias(Value x) {
        return Ops.add(x, weight(parameter("bias", true, 0, 0, x.shape().dim(-1))));
    }

    private Value conv(Value x, int filters, int size, int stride) {
        long in = x.shape().dim(-1);
        Parameter kernel =
                parameter("kernel", true, Math.sqrt(2.0 / ((long) size * size * in)), 0, size, size, in, filters);
        Window window = new Window(List.of(size, size), List.of(stride, stride), List.of(1, 1), Padding.SAME);
        return one(new Conv(x, weight(kernel), window, 1));
    }

    private Value pool(Value x) {
        return one(new Pool(Pooling.MAX, x, new Window(List.of(2, 2), List.of(2, 2), List.of(1, 1), Padding.VALID)));
    }

    private Value normalized(Value x) {
        int rank = x.shape().rank();
        long channels = x.shape().dim(-1);
        List<Integer> axes = new ArrayList<>();
        long[] dims = new long[rank];
        for (int axis = 0; axis < rank - 1; axis++) {
            axes.add(axis);
            dims[axis] = 1;
        }
        dims[rank - 1] = channels;
        var statistics = Ops.moments(x, axes, null, dev.norma.graph.Weighting.SELECTED);
        Parameter mean = parameter("moving_mean", false, 0, 0, channels);
        Parameter variance = parameter("moving_variance", false, 0, 1, channels);
        move(mean, statistics.mean());
        move(variance, statistics.variance());
        return Ops.normalize(
                x,
                statistics.mean(),
                statistics.variance(),
                Ops.reshape(trace.initial(parameter("gamma", true, 0, 1, channels)), dims),
                Ops.reshape(trace.initial(parameter("beta", true, 0, 0, channels)), dims),
                1e-3);
    }

    private void move(Parameter average, Value now) {
        Value old = trace.value(average);
        Value flat = Ops.reshape(Ops.stopGradient(now), average.shape());
        trace.update(average, Ops.add(Ops.multiply(old, MOMENTUM), Ops.multiply(flat, 1 - MOMENTUM)));
    }

    private Value block(Value x, int filters, int stride) {
        Value y = Ops.relu(normalized(conv(x, filters, 3, stride)));
        y = normalized(conv(y, filters, 3, 1));
        boolean same = stride == 1 && x.shape().dim(-1) == filters;
        Value shortcut = same ? x : normalized(conv(x, filters, 1, stride));
        return Ops.relu(Ops.add(y, shortcut));
    }

    private Step finish(Value logits, Value labels, List<Tensor> feeds) {
        Value wide = Ops.cast(logits, DType.FLOAT32);
        Value loss = Ops.mean(Ops.sparseCategoricalCrossentropy(labels, wide, true, -1));
        Value hits = Ops.cast(Ops.equal(Ops.argmax(wide, -1), labels), DType.FLOAT32);
        Value accuracy = Ops.mean(hits);
        List<Parameter> weights = List.copyOf(trained);
        List<Value> gradients =
                Gradients.of(loss, weights.stream().map(trace::initial).toList());
        Value rate = trace.scalar("learning rate", () -> 1e-3);
        for (int i = 0; i < weights.size(); i++) {
            adam(weights.get(i), gradients.get(i), rate);
        }
        return new Step(trace.finish(List.of(loss, accuracy), true), List.copyOf(parameters), feeds);
    }

    private void adam(Parameter weight, Value gradient, Value rate) {
        Parameter mean = parameter("m", false, 0, 0, weight.shape().toArray());
        Parameter square = parameter("v", false, 0, 0, weight.shape().toArray());
        Value m = Ops.add(Ops.multiply(trace.value(mean), 0.9), Ops.multiply(gradient, 0.1));
        Value v = Ops.add(Ops.multiply(trace.value(square), 0.999), Ops.multiply(Ops.square(gradient), 0.001));
        trace.update(mean, m);
        trace.update(square, v);
        Value step = Ops.divide(Ops.multiply(m, rate), Ops.add(Ops.sqrt(v), 1e-7));
        trace.update(weight, Ops.subtract(trace.value(weight), step));
    }

    private Value images(long... dims) {
        return Ops.cast(trace.feed("x", TensorType.of(DType.FLOAT32, dims)), compute);
    }

    private Value labels(int batch) {
        return trace.feed("y", TensorType.of(DType.INT32, batch));
    }

    private static List<Tensor> feeds(int batch, long... dims) {
        return List.of(
                Sameness.random(TensorType.of(DType.FLOAT32, dims), 3),
                Sameness.random(TensorType.of(DType.INT32, batch), 4));
    }

    /** Dense 64, BN, ReLU twice, then 10 classes. */
    public static Step mlp(int batch, DType compute) {
        Networks net = new Networks(compute);
        Value x = net.images(batch, 32);
        Value y = net.labels(batch);
        x = Ops.relu(net.normalized(net.dense(x, 64)));
        x = Ops.relu(net.normalized(net.dense(x, 64)));
        return net.finish(net.bias(net.dense(x, 10)), y, feeds(batch, batch, 32));
    }

    /** Two convolutions with BN, ReLU and pooling, a dense layer, 10 classes. */
    public static Step mnist(int batch, DType compute) {
        Networks net = new Networks(compute);
        Value x = net.images(batch, 28, 28, 1);
        Value y = net.labels(batch);
        x = net.pool(Ops.relu(net.normalized(net.conv(x, 32, 3, 1))));
        x = net.pool(Ops.relu(net.normalized(net.conv(x, 64, 3, 1))));
        x = Ops.reshape(x, batch, 7 * 7 * 64);
        x = Ops.relu(net.normalized(net.dense(x, 128)));
        return net.finish(net.bias(net.dense(x, 10)), y, feeds(batch, batch, 28, 28, 1));
    }

    /** The network of He et al. for 32 by 32 images: three blocks each of 16, 32 and 64 channels. */
    public static Step resnet20(int batch, DType compute) {
        Networks net = new Networks(compute);
        Value x = net.images(batch, 32, 32, 3);
        Value y = net.labels(batch);
        x = Ops.relu(net.normalized(net.conv(x, 16, 3, 1)));
        for (int filters : new int[] {16, 32, 64}) {
            for (int i = 0; i < 3; i++) {
                x = net.block(x, filters, i == 0 && filters > 16 ? 2 : 1);
            }
        }
        x = Ops.mean(x, 1, 2);
        return net.finish(net.bias(net.dense(x, 10)), y, feeds(batch, batch, 32, 32, 3));
    }
}
