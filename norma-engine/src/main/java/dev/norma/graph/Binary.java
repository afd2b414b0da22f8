package dev.norma.graph;

import dev.norma.tensor.Broadcast;
import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.Shape;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** A function of two numbers, applied to each pair of elements; shapes broadcast as in NumPy, element types are equal. */
public record Binary(Operator operator, Value lhs, Value rhs) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(lhs, rhs);
    }

    @Override
    public List<TensorType> inferTypes() {
        String name = Names.of(operator);
        DType dtype = Checks.sameDType(name, lhs, rhs);
        if (operator.isLogical() ? dtype != DType.BOOL : dtype == DType.BOOL && !operator.isTest()) {
            throw new DTypeException(
                    name + " does not take this element type",
                    operator.isLogical() ? "bool" : "numbers",
                    "%s and %s".formatted(lhs.type(), rhs.type()),
                    "cast the operands first");
        }
        if ((operator == Operator.DIVIDE || operator == Operator.ARCTAN2) && !dtype.isFloat()) {
            throw new DTypeException(
                    name + " does not take integers",
                    "a floating-point type",
                    "%s and %s".formatted(lhs.type(), rhs.type()),
                    "cast the operands to float32, or use floorDivide");
        }
        if (operator.isWhole() && !dtype.isInteger()) {
            throw new DTypeException(
                    name + " takes integers only",
                    "int32",
                    "%s and %s".formatted(lhs.type(), rhs.type()),
                    "cast the operands: ops.cast(x, DType.INT32)");
        }
        Shape shape = Broadcast.of(name, lhs.shape(), rhs.shape());
        return List.of(new TensorType(operator.isTest() ? DType.BOOL : dtype, shape));
    }

    @Override
    public Binary map(UnaryOperator<Value> to) {
        return new Binary(operator, to.apply(lhs), to.apply(rhs));
    }
}
