package dev.norma.backend.onednn.lower;

import dev.norma.autodiff.Expansion;
import dev.norma.backend.onednn.ffi.Engine;
import dev.norma.backend.onednn.ffi.NativeScope;
import dev.norma.backend.onednn.kernels.Ints;
import dev.norma.backend.onednn.kernels.Loop;
import dev.norma.backend.onednn.kernels.Philox;
import dev.norma.backend.onednn.kernels.Rows;
import dev.norma.backend.onednn.kernels.Scalars;
import dev.norma.backend.onednn.program.EvaluatorStep;
import dev.norma.backend.onednn.program.Plan;
import dev.norma.backend.onednn.program.SharedStep;
import dev.norma.graph.*;
import dev.norma.ops.Evaluator;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws each operation of a program as items; what has no kernel is left to the interpreter, operation by operation. */
public final class Lowering {
    private final Draft draft;
    private final Pools pools;
    private final Evaluator evaluator;
    private final Map<Value, Cell> cells = new IdentityHashMap<>();

    private Lowering(NativeScope scope, Engine engine, Evaluator evaluator, boolean training) {
        this.draft = new Draft(scope, engine, training);
        this.pools = new Pools(draft);
        this.evaluator = evaluator;
    }

    /**
     * The plan of a program; what is native about it belongs to the scope.
     *
     * @param small whether one thread runs it, the same number that primitives are made for on this thread
     */
    public static Plan plan(Program program, NativeScope scope, Engine engine, Evaluator evaluator, boolean small) {
        return new Lowering(scope, engine, evaluator, differentiates(program.graph())).plan(program, scope, small);
    }

    private static boolean differentiates(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> switch (node.op()) {
            case ConvInputGradient _, ConvKernelGradient _, PoolGradient _, NormalizeGradient _, MomentsGradient _ ->
                true;
            default -> false;
        });
    }

    private Plan plan(Program program, NativeScope scope, boolean small) {
        Graph graph = program.graph();
        List<Cell> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            Cell cell = Cell.input(i, graph.inputs().get(i).type());
            inputs.add(cell);
            cells.put(graph.inputs().get(i), cell);
        }
        for (Node node : graph.nodes()) {
            if (!(node.op() instanceof Leaf)) {
                lower(node);
            }
        }
        int state = program.feeds() + program.scalars().size();
        List<Cell> outputs =
                graph.outputs().stream().map(value -> kept(cell(value), state)).toList();
        return Planner.plan(
                scope, draft.items, inputs, outputs, state, program.updated().isEmpty(), small);
    }

    /** State that goes out as it came in is copied: its memory may be overwritten before it is read. */
    private Cell kept(Cell output, int state) {
        return output.root().input >= state ? draft.stretch(output, output.dims()) : output;
    }

    private Cell cell(Value value) {
        return Objects.requireNonNull(cells.get(value));
    }

    private @Nullable Cell cellOrNull(@Nullable Value value) {
        return value == null ? null : cell(value);
    }

    private void lower(Node node) {
        List<Cell> results = draw(node.op(), node.results());
        for (int i = 0; i < results.size(); i++) {
            cells.put(node.results().get(i), results.get(i));
        }
    }

    private static long[] dims(Value value) {
        return value.type().shape().toArray();
    }

    private static List<Cell> list(Cell cell) {
        return List.of(cell);
    }

    private List<Cell> draw(Op op, List<Value> results) {
        TensorType type = results.getFirst().type();
        long[] dims = type.shape().toArray();
        return switch (op) {
            case Leaf _ -> throw new IllegalStateException("a leaf is no work");
            case Constant constant -> list(constant(constant));
            case Fill fill -> list(Cell.fill(fill.value(), type.dtype(), dims));
            case Unary unary -> unary(unary, results);
            case Binary binary -> binary(binary, results);
            case Where where -> where(where, dims, results);
            case Cast cast -> cast(cast, results);
            case Sum sum -> sum(sum, results);
            case Reduce reduce -> reduce(reduce.kind(), cell(reduce.x()), reduce.axes(), dims, op, results);
            case SumTo to -> {
                Cell x = cell(to.x());
                yield reduce(Reduction.SUM, x, Reductions.stretchedAxes(x.dims(), dims), dims, op, results);
            }
            case ArgReduce arg ->
                or(
                        Picking.argReduce(
                                draft, cell(arg.x()), arg, results.getFirst().type()),
                        op,
                        results);
            case MatMul(Value lhs, Value rhs, boolean left, boolean right) ->
                or(Contractions.matMul(draft, cell(lhs), cell(rhs), left, right, dims), op, results);
            case Conv(Value x, Value kernel, Window window, int groups) ->
                or(Contractions.conv(draft, cell(x), cell(kernel), dims, window, groups), op, results);
            case ConvInputGradient(Value g, Value kernel, var _, Window window, int groups) ->
                or(Contractions.inputGradient(draft, cell(g), cell(kernel), dims, window, groups), op, results);
            case ConvKernelGradient(Value x, Value g, var _, Window window, int groups) ->
                or(Contractions.kernelGradient(draft, cell(x), cell(g), dims, window, groups), op, results);
            case Pool pool -> or(pools.pool(pool, cell(pool.x()), dims), op, results);
            case PoolGradient pool -> or(pools.gradient(cell(pool.x()), cell(pool.y()), cell(pool.g())), op, results);
            case Reshape reshape -> list(cell(reshape.x()).as(dims));
            case ReshapeLike reshape -> list(cell(reshape.x()).as(dims));
            case ExpandDims expand -> list(cell(expand.x()).as(dims));
            case Squeeze squeeze -> list(cell(squeeze.x()).as(dims));
            case BroadcastTo to -> list(stretched(cell(to.x()), dims));
            case BroadcastLike like -> list(stretched(cell(like.x()), dims));
            case Transpose transpose -> list(Movement.transpose(draft, cell(transpose.x()), transpose.permutation()));
            case Slice slice -> list(Movement.slice(draft, cell(slice.x()), slice, dims));
            case SliceGradient slice -> list(unslice(slice, dims));
            case Pad pad -> list(Movement.pad(draft, cell(pad.x()), pad.low(), pad.value(), dims));
            case Reverse reverse -> list(Movement.reverse(draft, cell(reverse.x()), reverse.axes()));
            case Concatenate concatenate ->
                list(Movement.concatenate(
                        draft, concatenate.parts().stream().map(this::cell).toList(), concatenate.axis(), dims));
            case Count count -> list(count(count));
            case OneHot oneHot -> list(Picking.oneHot(draft, cell(oneHot.indices()), oneHot, dims));
            case Gather(Value x, Value indices, int axis) ->
                or(Picking.gather(draft, cell(x), cell(indices), axis, results.getFirst()), op, results);
            case GatherGradient gather ->
                or(
                        Picking.gatherGradient(draft, cell(gather.g()), cell(gather.indices()), gather.axis(), dims),
                        op,
                        results);
            case TakeAlongAxis(Value x, Value indices, int axis) ->
                or(Picking.take(draft, cell(x), cell(indices), axis, results.getFirst()), op, results);
            case TakeAlongAxisGradient take ->
                or(Picking.takeGradient(draft, cell(take.g()), cell(take.indices()), take.axis(), dims), op, results);
            case Moments moments -> moments(moments, results);
            case MomentsGradient moments -> momentsGradient(moments, results);
            case Normalize normalize -> normalize(normalize, results);
            case NormalizeGradient gradient -> normalizeGradient(gradient, results);
            case Softmax softmax ->
                softmax.logarithm() && softmax.x().dtype() == DType.FLOAT32
                        ? list(logSoftmax(softmax, dims))
                        : or(pools.softmax(cell(softmax.x()), softmax.axis(), softmax.logarithm()), op, results);
            case Random random -> random(random, dims, results);
            case Fused fused -> fused(fused);
            case Cond _, Scan _ -> interpreted(op, results);
        };
    }

    /** An operation without a kernel of its own, as what it means in those that have one. */
    private List<Cell> expanded(Op op) {
        return Expansion.of(op).orElseThrow().stream().map(this::lowered).toList();
    }

    private Cell lowered(Value value) {
        if (!cells.containsKey(value)) {
            value.node().op().operands().forEach(this::lowered);
            lower(value.node());
        }
        return cell(value);
    }

    private List<Cell> or(Optional<Cell> drawn, Op op, List<Value> results) {
        return drawn.map(Lowering::list).orElseGet(() -> interpreted(op, results));
    }

    private Cell constant(Constant constant) {
        Cell cell = Cell.made(constant.tensor().type());
        MemorySegment memory = draft.scope.allocate(cell.bytes);
        MemorySegment from = constant.tensor().segment();
        MemorySegment.copy(from, 0, memory, 0, from.byteSize());
        cell.shared = memory;
        return cell;
    }

    // ---- elementwise

    private boolean loops(Value value) {
        return cell(value).computes();
    }

    private List<Cell> unary(Unary op, List<Value> results) {
        Cell x = cell(op.x());
        if (op.function() == Elementwise.IDENTITY || op.function() == Elementwise.STOP_GRADIENT) {
            return list(x.as(x.dims()));
        }
        boolean known = x.dtype().isFloat() ? Scalars.knows(op.function()) : Ints.knows(op.function());
        return loops(op.x()) && known ? list(draft.one(op.function(), x)) : interpreted(op, results);
    }

    private List<Cell> binary(Binary op, List<Value> results) {
        boolean known = cell(op.lhs()).dtype().isFloat() ? Scalars.knows(op.operator()) : Ints.knows(op.operator());
        return loops(op.lhs()) && known
                ? list(draft.two(op.operator(), cell(op.lhs()), cell(op.rhs())))
                : interpreted(op, results);
    }

    private List<Cell> where(Where op, long[] dims, List<Value> results) {
        return loops(op.then())
                ? list(draft.map(
                        new Code.Pick(),
                        cell(op.then()).dtype(),
                        dims,
                        cell(op.condition()),
                        cell(op.then()),
                        cell(op.otherwise())))
                : interpreted(op, results);
    }

    private List<Cell> cast(Cast op, List<Value> results) {
        Cell x = cell(op.x());
        if (x.dtype() == op.to()) {
            return list(x);
        }
        if (x.fill != null) {
            return list(Cell.fill(op.to().round(x.fill), op.to(), x.dims()));
        }
        boolean known = x.computes() && Cell.made(op.to()).computes();
        return known ? list(draft.to(op.to(), x)) : interpreted(op, results);
    }

    private List<Cell> sum(Sum op, List<Value> results) {
        if (!loops(op.terms().getFirst())) {
            return interpreted(op, results);
        }
        Cell total = cell(op.terms().getFirst());
        for (Value term : op.terms().subList(1, op.terms().size())) {
            total = draft.two(Operator.ADD, total, cell(term));
        }
        return list(total);
    }

    private Cell stretched(Cell x, long[] dims) {
        if (x.fill != null) {
            return Cell.fill(x.fill, x.dtype(), dims);
        }
        if (Arrays.equals(x.dims(), dims)) {
            return x;
        }
        return x.computes()
                ? draft.map(new Code.One(Elementwise.IDENTITY), x.dtype(), dims, x)
                : draft.stretch(x, dims);
    }

    private Cell count(Count op) {
        double count = 1;
        for (int axis : op.axes()) {
            count *= op.x().type().shape().dim(axis);
        }
        return Cell.fill(count, op.dtype());
    }

    // ---- reductions and normalization

    private List<Cell> reduce(Reduction kind, Cell x, List<Integer> axes, long[] dims, Op op, List<Value> results) {
        if (!x.computes()) {
            return interpreted(op, results);
        }
        return or(Reductions.reduce(draft, kind, x, axes, dims), op, results);
    }

    private List<Cell> moments(Moments op, List<Value> results) {
        Cell x = cell(op.x());
        if (!x.computes()) {
            return interpreted(op, results);
        }
        if (op.weights() != null) {
            return expanded(op);
        }
        long[] dims = dims(results.getFirst());
        return Reductions.moments(draft, x, op.axes(), dims)
                .map(both -> List.of(
                        both.getFirst(),
                        both.getLast(),
                        Cell.fill((double) x.count() / both.getFirst().count(), DType.FLOAT32, dims)))
                .orElseGet(() -> interpreted(op, results));
    }

    private List<Cell> momentsGradient(MomentsGradient op, List<Value> results) {
        if (!loops(op.x())) {
            return interpreted(op, results);
        }
        if (op.weights() != null) {
            return expanded(op);
        }
        boolean exact = op.mean().node().op() instanceof Moments(Value x, var axes, var weights, var _)
                && weights == null
                && x.equals(op.x())
                && axes.equals(op.axes());
        return or(
                Normalizing.momentsGradient(
                        draft,
                        cell(op.x()),
                        cell(op.mean()),
                        cell(op.divisor()),
                        cell(op.dMean()),
                        cell(op.dVariance()),
                        op.axes(),
                        exact),
                op,
                results);
    }

    private List<Cell> normalize(Normalize op, List<Value> results) {
        if (!loops(op.x())) {
            return interpreted(op, results);
        }
        return list(Normalizing.normalize(
                draft,
                cell(op.x()),
                cell(op.mean()),
                inverseDeviation(op),
                cellOrNull(op.scale()),
                cellOrNull(op.offset())));
    }

    /** Rounded once: in float32 the sum under the root would already cost a unit in the last place. */
    private Cell inverseDeviation(Normalize op) {
        Cell variance = draft.to(DType.FLOAT32, cell(op.variance()));
        long count = variance.count();
        double epsilon = op.epsilon();
        Cell result = Cell.made(DType.FLOAT32, variance.dims());
        return draft.own(
                "inverseDeviation", result, (m, to) -> Rows.inverseDeviation(m[0], to, count, epsilon), variance);
    }

    /** oneDNN's own is off by 1e-6, more than a loss may be. */
    private Cell logSoftmax(Softmax op, long[] dims) {
        Cell x = cell(op.x());
        int axis = op.axis();
        long outer = product(dims, 0, axis);
        long inner = product(dims, axis + 1, dims.length);
        Cell result = Cell.made(DType.FLOAT32, dims);
        return draft.own("logSoftmax", result, (m, to) -> Rows.logSoftmax(m[0], to, outer, dims[axis], inner), x);
    }

    private static long product(long[] dims, int from, int to) {
        long product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= dims[axis];
        }
        return product;
    }

    private List<Cell> normalizeGradient(NormalizeGradient op, List<Value> results) {
        if (!loops(op.x())) {
            return interpreted(op, results);
        }
        return Normalizing.gradient(
                        draft,
                        cell(op.x()),
                        cell(op.mean()),
                        cell(op.variance()),
                        cellOrNull(op.scale()),
                        cell(op.g()),
                        op.epsilon())
                .orElseGet(() -> interpreted(op, results));
    }

    // ---- everything else

    private Cell unslice(SliceGradient op, long[] dims) {
        Slice slice = new Slice(op.like(), op.begin(), op.end(), op.step());
        long[] first = new long[dims.length];
        for (int axis = 0; axis < dims.length; axis++) {
            first[axis] = slice.first(axis, dims[axis]);
        }
        return Movement.unslice(draft, cell(op.g()), dims, first, op.step());
    }

    private List<Cell> random(Random op, long[] dims, List<Value> results) {
        DType dtype = results.getFirst().type().dtype();
        if (dtype != DType.FLOAT32 && dtype != DType.BFLOAT16) {
            return interpreted(op, results);
        }
        Cell key = cell(op.key());
        Cell result = Cell.made(dtype, dims);
        Philox philox = new Philox(op.distribution(), dtype, op.stream(), result.count());
        draft.add(new Item.Own(
                "random",
                List.of(key),
                List.of(result),
                List.of(),
                false,
                () -> new SharedStep(
                        "random " + result,
                        (frame, _, part, parts) -> philox.draw(
                                frame.memory(key.root().buffer), frame.memory(result.root().buffer), part, parts),
                        result.count() > 4 * Loop.CHUNK)));
        return list(result);
    }

    private List<Cell> fused(Fused op) {
        for (int i = 0; i < op.arguments().size(); i++) {
            cells.put(op.body().inputs().get(i), cell(op.arguments().get(i)));
        }
        for (Node node : op.body().nodes()) {
            if (!(node.op() instanceof Leaf)) {
                lower(node);
            }
        }
        return op.body().outputs().stream().map(this::cell).toList();
    }

    private List<Cell> interpreted(Op op, List<Value> results) {
        List<Cell> operands = op.operands().stream().map(this::cell).toList();
        List<TensorType> types = op.operands().stream().map(Value::type).toList();
        List<Cell> made = results.stream().map(value -> Cell.made(value.type())).toList();
        Map<Value, Value> leaves = new IdentityHashMap<>();
        Op alone = op.map(value -> leaves.computeIfAbsent(value, old -> Leaf.value("operand", old.type(), null)));
        draft.add(Item.Own.fallback(
                op.getClass().getSimpleName(),
                operands,
                made,
                () -> new EvaluatorStep(
                        evaluator,
                        alone,
                        types,
                        operands.stream().map(cell -> cell.root().buffer).toList(),
                        made.stream().map(cell -> cell.root().buffer).toList())));
        return made;
    }
}
