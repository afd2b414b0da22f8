package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.DTypeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/** A function of one number, applied to each element. */
public record Unary(Elementwise function, Value x) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x);
    }

    @Override
    public List<TensorType> inferTypes() {
        DType dtype = x.dtype();
        boolean fits = function == Elementwise.LOGICAL_NOT
                ? dtype == DType.BOOL
                : dtype.isFloat()
                        || (dtype.isInteger() && function.takesIntegers())
                        || function == Elementwise.IDENTITY
                        || function == Elementwise.STOP_GRADIENT;
        if (!fits) {
            throw new DTypeException(
                    "%s does not take this element type".formatted(Names.of(function)),
                    function == Elementwise.LOGICAL_NOT ? "bool" : "a floating-point type",
                    x.type().toString(),
                    "cast the operand first");
        }
        return List.of(function.isTest() ? x.type().withDType(DType.BOOL) : x.type());
    }

    @Override
    public Unary map(UnaryOperator<Value> to) {
        return new Unary(function, to.apply(x));
    }
}
