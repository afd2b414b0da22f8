package dev.norma.conformance;

import dev.norma.graph.ArgReduce;
import dev.norma.graph.Binary;
import dev.norma.graph.BroadcastLike;
import dev.norma.graph.BroadcastTo;
import dev.norma.graph.Cast;
import dev.norma.graph.Concatenate;
import dev.norma.graph.Cond;
import dev.norma.graph.Constant;
import dev.norma.graph.Conv;
import dev.norma.graph.ConvInputGradient;
import dev.norma.graph.ConvKernelGradient;
import dev.norma.graph.Copy;
import dev.norma.graph.Count;
import dev.norma.graph.Distribution;
import dev.norma.graph.Elementwise;
import dev.norma.graph.ExpandDims;
import dev.norma.graph.Fill;
import dev.norma.graph.Fused;
import dev.norma.graph.Gather;
import dev.norma.graph.GatherGradient;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.MatMul;
import dev.norma.graph.Moments;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.Normalize;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.OneHot;
import dev.norma.graph.Op;
import dev.norma.graph.Operator;
import dev.norma.graph.Origin;
import dev.norma.graph.Pad;
import dev.norma.graph.Padding;
import dev.norma.graph.Pool;
import dev.norma.graph.PoolGradient;
import dev.norma.graph.Pooling;
import dev.norma.graph.Reduce;
import dev.norma.graph.Reduction;
import dev.norma.graph.Reshape;
import dev.norma.graph.ReshapeLike;
import dev.norma.graph.Reverse;
import dev.norma.graph.Scan;
import dev.norma.graph.Slice;
import dev.norma.graph.SliceGradient;
import dev.norma.graph.Softmax;
import dev.norma.graph.Squeeze;
import dev.norma.graph.Sum;
import dev.norma.graph.SumTo;
import dev.norma.graph.TakeAlongAxis;
import dev.norma.graph.TakeAlongAxisGradient;
import dev.norma.graph.Transpose;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Weighting;
import dev.norma.graph.Where;
import dev.norma.graph.Window;
import dev.norma.graph.World;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Graphs drawn by chance from a seed, over every operation there is, small enough to run. */
public final class RandomGraphs {
    private static final List<Elementwise> TAME = List.of(
            Elementwise.IDENTITY,
            Elementwise.STOP_GRADIENT,
            Elementwise.NEGATE,
            Elementwise.NEGATE,
            Elementwise.ABS,
            Elementwise.SQUARE,
            Elementwise.TANH,
            Elementwise.SIGMOID,
            Elementwise.SOFTPLUS,
            Elementwise.RELU,
            Elementwise.RELU,
            Elementwise.SIN,
            Elementwise.ISFINITE);
    private static final List<Operator> PLAIN = List.of(
            Operator.ADD,
            Operator.SUBTRACT,
            Operator.MULTIPLY,
            Operator.MAXIMUM,
            Operator.MINIMUM,
            Operator.ADD,
            Operator.MULTIPLY);

    private final World world = new World("a random graph");
    private final Random random;
    private final DType dtype;
    private final boolean runs;
    private final List<Value> pool = new ArrayList<>();
    /** The same values over a batch of 3: what does not hold there is not drawn. */
    private final Copy bound = new Copy();

    private int bodies;

    private RandomGraphs(long seed, DType dtype, boolean runs) {
        this.random = new Random(seed);
        this.dtype = dtype;
        this.runs = runs;
    }

    /** A graph to look at: all functions and element types, unknown sizes. */
    public static Graph any(long seed) {
        return new RandomGraphs(seed, DType.FLOAT32, false).draw(seed % 2 == 0, 40);
    }

    /** A graph to run: numbers stay tame, float64. Its inputs are two feeds of an unknown batch, then two states. */
    public static Graph runnable(long seed) {
        return runnable(seed, DType.FLOAT64);
    }

    /** The same graph in another type of floats. */
    public static Graph runnable(long seed, DType dtype) {
        return new RandomGraphs(seed, dtype, true).draw(true, 30);
    }

    private Graph draw(boolean open, int steps) {
        long batch = open ? Shape.UNKNOWN : 3;
        List<Value> inputs = List.of(
                Leaf.value("x", TensorType.of(dtype, batch, 4), world),
                Leaf.value("image", TensorType.of(dtype, batch, 5, 4, 2), world),
                Leaf.value("w", TensorType.of(dtype, 4, 4), world),
                Leaf.value("b \"q\"\n\\", TensorType.of(dtype, 4), world));
        pool.addAll(inputs);
        for (Value input : inputs) {
            Leaf leaf = (Leaf) input.op();
            long[] dims = leaf.type().shape().toArray();
            dims[0] = dims[0] == Shape.UNKNOWN ? 3 : dims[0];
            bound.replace(input, Leaf.value(leaf.name(), TensorType.of(dtype, dims), world));
        }
        for (int i = 0; i < steps; i++) {
            Origin origin = random.nextInt(3) == 0 ? Origin.NONE : new Origin("layer_" + random.nextInt(4) + "/inner");
            origin.draw(() -> {
                step();
                return null;
            });
        }
        List<Value> outputs = new ArrayList<>(pool.subList(Math.max(inputs.size(), pool.size() - 5), pool.size()));
        outputs.add(pick(pool));
        return new Graph(inputs, outputs);
    }

    private void step() {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                Op op = op(random.nextInt(44));
                if (op != null && small(op)) {
                    List<Value> results = Node.of(op).results();
                    bound.of(results);
                    pool.addAll(results);
                    return;
                }
            } catch (ShapeException | DTypeException e) {
                // these operands do not fit this operation: draw again
            }
        }
    }

    private boolean small(Op op) {
        return op.inferTypes().stream()
                .allMatch(type -> type.rank() <= 5
                        && LongStream.of(type.shape().toArray())
                                        .map(dim -> dim == Shape.UNKNOWN ? 3 : dim)
                                        .reduce(1, (a, b) -> a * b)
                                <= 600);
    }

    private @Nullable Op op(int kind) {
        return switch (kind) {
            case 0 -> runs ? unary() : new Leaf("stray", TensorType.of(dtype, 2), world);
            case 1 -> new Constant(tensor());
            case 2 -> new Fill(pick(List.of(0.0, 1.0, -1.0, 2.0, 0.1, -0.0)), TensorType.of(dtype, fillDims()));
            case 3, 4 -> unary();
            case 5, 6, 7 -> binary();
            case 8 -> new Where(value(t -> t.dtype() == DType.BOOL), number(), number());
            case 9 ->
                new Cast(
                        value(_ -> true),
                        runs
                                ? pick(List.of(dtype, DType.BOOL))
                                : pick(List.of(DType.values()).subList(0, 10)));
            case 10 -> sum();
            case 11 -> reduce();
            case 12 -> withAxis((x, axis) -> new ArgReduce(random.nextBoolean(), x, axis));
            case 13 -> new MatMul(number(), number(), random.nextBoolean(), random.nextBoolean());
            case 14, 15, 16 -> conv(kind);
            case 17 -> new Pool(pick(List.of(Pooling.values())), rank(4), window(2));
            case 18 -> poolGradient();
            case 19 -> reshape();
            case 20 -> new ReshapeLike(number(), number());
            case 21 -> expandDims();
            case 22 -> squeeze();
            case 23 -> transpose();
            case 24 -> broadcastTo();
            case 25 -> new BroadcastLike(number(), number());
            case 26 -> sumTo();
            case 27 -> concatenate();
            case 28, 29 -> slice(kind == 29);
            case 30 -> pad();
            case 31 -> reverse();
            case 32 -> count();
            case 33, 34 -> gather(kind == 34);
            case 35, 36 -> takeAlongAxis(kind == 36);
            case 37 -> new OneHot(value(t -> t.dtype() == DType.INT32), 3, dtype);
            case 38 -> moments();
            case 39 -> normalize();
            case 40 -> withAxis((x, axis) -> new Softmax(x, axis, random.nextBoolean()));
            case 41 ->
                new dev.norma.graph.Random(
                        pick(List.of(Distribution.values())),
                        constant(Tensor.of(random.nextInt(100), random.nextInt(100))),
                        random.nextInt(3),
                        number());
            case 42 -> body();
            default -> unary();
        };
    }

    private Op unary() {
        return new Unary(runs ? pick(TAME) : pick(List.of(Elementwise.values())), value(_ -> true));
    }

    private Op binary() {
        Value a = number();
        if (random.nextInt(6) == 0) {
            return new Binary(pick(List.of(Operator.LESS, Operator.GREATER_EQUAL, Operator.NOT_EQUAL)), a, number());
        }
        Value b = random.nextInt(3) == 0 ? a.constant(pick(List.of(0.0, 1.0, -1.0, 2.0, 0.5))) : number();
        if (random.nextInt(4) == 0 && b.fill() != null && b.fill() != 0) {
            return new Binary(Operator.DIVIDE, a, b);
        }
        Operator operator = runs ? pick(PLAIN) : pick(List.of(Operator.values()));
        return random.nextBoolean() ? new Binary(operator, a, b) : new Binary(operator, b, a);
    }

    private Op sum() {
        Value a = number();
        List<Value> terms = new ArrayList<>(List.of(a));
        for (Value other : pool) {
            if (other.type().equals(a.type()) && random.nextBoolean() && terms.size() < 4) {
                terms.add(other);
            }
        }
        Collections.shuffle(terms, random);
        return new Sum(terms);
    }

    private Op reduce() {
        Value x = value(_ -> true);
        List<Reduction> kinds = x.dtype() == DType.BOOL
                ? List.of(Reduction.ANY, Reduction.ALL)
                : List.of(Reduction.SUM, Reduction.MEAN, Reduction.MAX, Reduction.MIN, Reduction.PROD);
        return new Reduce(pick(kinds), x, axes(x), random.nextBoolean());
    }

    private Op conv(int kind) {
        Value x = rank(4);
        long in = x.shape().dim(-1);
        int groups = in % 2 == 0 && random.nextBoolean() ? 2 : 1;
        Window window = window(2);
        Value kernel =
                constant(tensor(dtype, window.size().get(0), window.size().get(1), in / groups, 2));
        Conv conv = new Conv(x, kernel, window, groups);
        if (kind == 14) {
            return conv;
        }
        Value g = Node.of(conv).results().getFirst();
        return kind == 15
                ? new ConvInputGradient(g, kernel, x, window, groups)
                : new ConvKernelGradient(x, g, kernel, window, groups);
    }

    private Window window(int rank) {
        List<Integer> size =
                IntStream.range(0, rank).mapToObj(_ -> 1 + random.nextInt(3)).toList();
        List<Integer> strides =
                IntStream.range(0, rank).mapToObj(_ -> 1 + random.nextInt(2)).toList();
        List<Integer> ones = Collections.nCopies(rank, 1);
        List<Integer> dilation = random.nextInt(4) == 0 ? Collections.nCopies(rank, 2) : ones;
        boolean thin = size.contains(1);
        return new Window(
                size,
                strides,
                dilation,
                switch (random.nextInt(thin ? 2 : 3)) {
                    case 0 -> Padding.VALID;
                    case 1 -> Padding.SAME;
                    default -> new Padding.Explicit(ones, Collections.nCopies(rank, random.nextInt(2)));
                });
    }

    private Op poolGradient() {
        Pooling kind = pick(List.of(Pooling.values()));
        Value x = rank(4);
        Window window = window(2);
        Value y = Node.of(new Pool(kind, x, window)).results().getFirst();
        return new PoolGradient(kind, x, y, like(y), window);
    }

    private Op reshape() {
        Value x = number();
        long[] dims = x.shape().toArray();
        List<Long> shuffled = new ArrayList<>(LongStream.of(dims).boxed().toList());
        Collections.shuffle(shuffled, random);
        if (x.shape().isStatic() && random.nextBoolean()) {
            return new Reshape(x, Shape.of(Shape.UNKNOWN));
        }
        return new Reshape(
                x, Shape.of(shuffled.stream().mapToLong(Long::longValue).toArray()));
    }

    private Op expandDims() {
        Value x = number();
        int axis = random.nextInt(x.shape().rank() + 1);
        return new ExpandDims(x, random.nextBoolean() ? List.of(axis) : List.of(axis, axis + 1));
    }

    private Op squeeze() {
        Value x = number();
        List<Integer> ones = IntStream.range(0, x.shape().rank())
                .filter(axis -> x.shape().dimOrUnknown(axis) == 1 && random.nextBoolean())
                .boxed()
                .toList();
        return new Squeeze(x, ones);
    }

    private Op transpose() {
        Value x = number();
        List<Integer> axes =
                new ArrayList<>(IntStream.range(0, x.shape().rank()).boxed().toList());
        Collections.shuffle(axes, random);
        return new Transpose(x, axes);
    }

    private Op broadcastTo() {
        Value x = number();
        Shape shape = x.shape();
        for (int axis = 0; axis < shape.rank(); axis++) {
            shape = shape.dimOrUnknown(axis) == 1 ? shape.withDim(axis, 1 + random.nextInt(3)) : shape;
        }
        return new BroadcastTo(x, random.nextBoolean() ? shape.inserted(0, 2) : shape);
    }

    private Op sumTo() {
        Value x = number();
        Shape shape = x.shape();
        List<Value> fitting = pool.stream()
                .filter(like -> like.shape().rank() <= shape.rank() && stretches(like.shape(), shape))
                .toList();
        return new SumTo(x, pick(fitting));
    }

    private static boolean stretches(Shape from, Shape to) {
        for (int back = 1; back <= from.rank(); back++) {
            long size = from.dimOrUnknown(-back);
            if (size != 1 && size != to.dimOrUnknown(-back)) {
                return false;
            }
        }
        return true;
    }

    private Op concatenate() {
        Value x = number();
        int axis = random.nextInt(Math.max(1, x.shape().rank()));
        return new Concatenate(random.nextBoolean() ? List.of(x, like(x)) : List.of(x, x, like(x)), axis);
    }

    private Op slice(boolean gradient) {
        Value x = number();
        List<Long> begin = new ArrayList<>();
        List<Long> end = new ArrayList<>();
        List<Long> step = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            boolean cut = x.shape().isKnown(axis) && random.nextBoolean();
            begin.add(cut ? (long) random.nextInt(3) - 1 : 0L);
            end.add(cut && random.nextBoolean() ? x.shape().dim(axis) : Slice.TO_END);
            step.add(cut ? 1L + random.nextInt(2) : 1L);
        }
        Slice slice = new Slice(x, begin, end, step);
        return gradient ? new SliceGradient(Node.of(slice).results().getFirst(), x, begin, end, step) : slice;
    }

    private Op pad() {
        Value x = number();
        List<Long> low = new ArrayList<>();
        List<Long> high = new ArrayList<>();
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            boolean spatial = axis > 0 && axis < x.shape().rank() - 1;
            low.add(spatial ? (long) random.nextInt(2) : 0L);
            high.add(spatial ? (long) random.nextInt(2) : 0L);
        }
        return new Pad(x, low, high, random.nextBoolean() ? 0 : 1.5);
    }

    private Op reverse() {
        Value x = number();
        return new Reverse(x, axes(x));
    }

    private Op count() {
        Value x = number();
        return new Count(x, axes(x), runs ? dtype : pick(List.of(dtype, DType.INT32)));
    }

    private @Nullable Op gather(boolean gradient) {
        Value x = number();
        if (x.shape().rank() == 0 || !x.shape().isKnown(-1) || x.shape().dim(-1) == 0) {
            return null;
        }
        Value indices = constant(Tensor.of(random.nextInt((int) x.shape().dim(-1)), -1, 0));
        Gather gather = new Gather(x, indices, x.shape().rank() - 1);
        return gradient
                ? new GatherGradient(
                        Node.of(gather).results().getFirst(),
                        indices,
                        x,
                        x.shape().rank() - 1)
                : gather;
    }

    private @Nullable Op takeAlongAxis(boolean gradient) {
        Value x = number();
        if (x.shape().rank() == 0 || !x.shape().isStatic() || x.shape().size() == 0) {
            return null;
        }
        Shape one = x.shape().withDim(-1, 1);
        Value indices = constant(Tensor.fill(
                new TensorType(DType.INT32, one), random.nextInt((int) x.shape().dim(-1))));
        int axis = x.shape().rank() - 1;
        TakeAlongAxis take = new TakeAlongAxis(x, indices, axis);
        return gradient ? new TakeAlongAxisGradient(Node.of(take).results().getFirst(), indices, x, axis) : take;
    }

    private Op moments() {
        Value x = value(t -> t.dtype().isFloat());
        List<Integer> axes = axes(x);
        Value weights = random.nextInt(3) == 0 ? like(x) : null;
        Weighting weighting = pick(List.of(Weighting.values()));
        Moments moments = new Moments(x, axes, weights, weighting);
        if (random.nextBoolean()) {
            return moments;
        }
        List<Value> results = Node.of(moments).results();
        Value mean = results.get(0);
        return new MomentsGradient(x, mean, results.get(2), like(mean), results.get(1), axes, weights, weighting);
    }

    private Op normalize() {
        Value x = value(t -> t.dtype().isFloat());
        List<Value> moments =
                Node.of(new Moments(x, axes(x), null, Weighting.SELECTED)).results();
        Value scale = random.nextBoolean() ? like(moments.get(0)) : null;
        Value offset = random.nextBoolean() ? like(moments.get(0)) : null;
        if (random.nextBoolean()) {
            return new NormalizeGradient(x, moments.get(0), moments.get(1), scale, like(x), 0.001);
        }
        return new Normalize(x, moments.get(0), moments.get(1), scale, offset, 0.001);
    }

    private @Nullable Op body() {
        Value x = number();
        List<Value> arguments = List.of(x, number());
        Graph then = drawBody(arguments, x.type());
        if (random.nextBoolean()) {
            return new Fused("chance \"kind\"", then, arguments);
        }
        if (random.nextBoolean()) {
            Value condition = Node.of(
                            new Constant(Tensor.scalar(random.nextInt(2)).cast(DType.BOOL)))
                    .results()
                    .getFirst();
            return new Cond(condition, then, drawBody(arguments, x.type()), arguments);
        }
        if (x.shape().rank() == 0) {
            return null;
        }
        Value carry = constant(tensor(dtype, 2));
        Value captured = constant(tensor(dtype, 2));
        TensorType row = x.type().withShape(x.shape().without(0));
        Value c = leaf(carry.type());
        Value s = leaf(row);
        Value k = leaf(captured.type());
        Value mean = one(new Reduce(Reduction.MEAN, s, allAxes(s), false));
        Value next = one(new Unary(
                Elementwise.TANH, one(new Binary(Operator.ADD, one(new Binary(Operator.MULTIPLY, c, k)), mean))));
        Graph body = new Graph(List.of(c, s, k), List.of(next, one(new Unary(Elementwise.NEGATE, s))));
        return new Scan(body, List.of(carry), List.of(x), List.of(captured), random.nextBoolean());
    }

    private Graph drawBody(List<Value> arguments, TensorType wanted) {
        List<Value> inputs =
                arguments.stream().map(argument -> leaf(argument.type())).toList();
        Value x = inputs.getFirst();
        for (int i = random.nextInt(4); i >= 0; i--) {
            x = one(new Unary(pick(List.of(Elementwise.NEGATE, Elementwise.RELU, Elementwise.IDENTITY)), x));
            x = one(new Binary(Operator.MULTIPLY, x, x.constant(random.nextInt(3))));
        }
        if (!x.type().equals(wanted)) {
            throw new IllegalStateException("the body lost its type");
        }
        return new Graph(inputs, List.of(x));
    }

    private Value leaf(TensorType type) {
        return Leaf.value("inner" + bodies++, type, null);
    }

    private static Value one(Op op) {
        return Node.of(op).results().getFirst();
    }

    private Value constant(Tensor tensor) {
        return one(new Constant(tensor));
    }

    private Tensor tensor() {
        if (!runs && random.nextInt(6) == 0) {
            return Tensor.of("a \"b\"", "", "\\");
        }
        DType type = runs ? dtype : pick(List.of(DType.values()).subList(0, 10));
        return random.nextBoolean() ? tensor(type, 4) : tensor(type, 3, 4, 4);
    }

    private Tensor tensor(DType type, long... dims) {
        int size = (int) Shape.of(dims).size();
        double[] numbers = new double[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = random.nextGaussian() * (type.isFloat() ? 1 : 30);
        }
        if (!runs && type.isFloat()) {
            numbers[0] = pick(List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0.1, 1e-40));
        }
        return Tensor.of(numbers).cast(type).reshape(dims);
    }

    private long[] fillDims() {
        return switch (random.nextInt(3)) {
            case 0 -> new long[0];
            case 1 -> new long[] {4};
            default -> new long[] {1, 4};
        };
    }

    /** A value of the other's type: itself, or one that hangs on it. */
    private Value like(Value x) {
        return random.nextBoolean() ? x : one(new Unary(Elementwise.TANH, x));
    }

    private List<Integer> axes(Value x) {
        return allAxes(x).stream().filter(_ -> random.nextBoolean()).toList();
    }

    private static List<Integer> allAxes(Value x) {
        return IntStream.range(0, x.shape().rank()).boxed().toList();
    }

    private interface Along {
        Op op(Value x, int axis);
    }

    private @Nullable Op withAxis(Along along) {
        Value x = number();
        return x.shape().rank() == 0
                ? null
                : along.op(x, random.nextInt(x.shape().rank()));
    }

    private Value rank(int rank) {
        return value(t -> t.dtype() == dtype && t.rank() == rank);
    }

    private Value number() {
        return value(t -> t.dtype() == dtype);
    }

    private Value value(Predicate<TensorType> fits) {
        List<Value> fitting =
                pool.stream().filter(value -> fits.test(value.type())).toList();
        return fitting.isEmpty() ? pool.getFirst() : pick(fitting);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
