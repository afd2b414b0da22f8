package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Constant;
import dev.norma.graph.Fill;
import dev.norma.graph.Leaf;
import dev.norma.graph.Op;
import dev.norma.graph.SubGraphs;
import dev.norma.graph.Sum;
import dev.norma.graph.Unary;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import dev.norma.ops.Evaluator;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes what constants give.
 *
 * <pre>
 *   before   multiply fill(2.0), fill(3.0, float32[64, 64])     sqrt (constant {1.0, 4.0})
 *   after    fill(6.0, float32[64, 64])                         constant {1.0, 2.0}
 * </pre>
 *
 * <p>Elementwise operations on fills of any size; others if operands and results are small.
 */
final class Evaluate implements Rule {
    private static final long SMALL_RESULT = 4096;
    private static final long SMALL_OPERANDS = 65_536;

    private final Evaluator evaluator;

    Evaluate(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public @Nullable Value rewrite(Value value) {
        Op op = value.op();
        List<Value> operands = op.operands();
        boolean constant = !operands.isEmpty()
                && SubGraphs.of(op).isEmpty()
                && value.shape().isStatic()
                && value.dtype().computes()
                && operands.stream().allMatch(Evaluate::isConstant);
        if (!constant) {
            return null;
        }
        if (isElementwise(op) && operands.stream().allMatch(operand -> operand.fill() != null)) {
            Tensor one = run(op, Evaluate::scalar).getFirst();
            return Draw.fill(one.item(), value.type());
        }
        if (value.shape().size() > SMALL_RESULT
                || operands.stream()
                                .mapToLong(operand -> operand.shape().size())
                                .sum()
                        > SMALL_OPERANDS) {
            return null;
        }
        return draw(run(op, Evaluate::tensor).get(value.index()));
    }

    private List<Tensor> run(Op op, Function<Value, Tensor> numbers) {
        Map<Value, Tensor> tensors = new IdentityHashMap<>();
        Map<Value, Value> leaves = new IdentityHashMap<>();
        for (Value operand : op.operands()) {
            Tensor tensor = tensors.computeIfAbsent(operand, numbers);
            leaves.computeIfAbsent(operand, _ -> Leaf.value("constant", tensor.type(), null));
        }
        List<Tensor> inOrder = op.operands().stream().map(tensors::get).toList();
        return evaluator.evaluate(op.map(operand -> Objects.requireNonNull(leaves.get(operand))), inOrder);
    }

    private static Value draw(Tensor result) {
        double first = result.size() == 0 ? 0 : result.getFlat(0);
        boolean uniform = LongStream.range(0, result.size())
                .allMatch(i -> Double.doubleToRawLongBits(result.getFlat(i)) == Double.doubleToRawLongBits(first));
        return uniform ? Draw.fill(first, result.type()) : Draw.one(new Constant(result));
    }

    private static boolean isElementwise(Op op) {
        return op instanceof Unary || op instanceof Binary || op instanceof Where || op instanceof Sum;
    }

    private static boolean isConstant(Value value) {
        return value.op() instanceof Fill || (value.op() instanceof Constant && value.dtype() != DType.STRING);
    }

    private static Tensor scalar(Value fill) {
        return Tensor.fill(TensorType.of(fill.dtype()), ((Fill) fill.op()).value());
    }

    private static Tensor tensor(Value constant) {
        return constant.op() instanceof Constant(Tensor tensor)
                ? tensor
                : Tensor.fill(constant.type(), ((Fill) constant.op()).value());
    }
}
