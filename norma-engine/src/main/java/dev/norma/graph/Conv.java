package dev.norma.graph;

import dev.norma.tensor.DType;
import dev.norma.tensor.ShapeException;
import dev.norma.tensor.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Convolution (cross-correlation, as everywhere in this field), channels last.
 *
 * <pre>
 *   x [batch, spatial..., in] * kernel [size..., in / groups, out] -> [batch, spatial'..., out]
 * </pre>
 *
 * @param window how the kernel slides; its size is the kernel's
 * @param groups the input's and the output's channels fall into so many groups that do not see each other
 */
public record Conv(Value x, Value kernel, Window window, int groups) implements Op {
    @Override
    public List<Value> operands() {
        return List.of(x, kernel);
    }

    @Override
    public List<TensorType> inferTypes() {
        DType dtype = Checks.sameDType("conv", x, kernel);
        Checks.rank("conv", "input", x, window.rank() + 2);
        Checks.rank("conv", "kernel", kernel, window.rank() + 2);
        long in = x.shape().dim(-1);
        long out = kernel.shape().dim(-1);
        if (kernel.shape().dim(-2) * groups != in || out % groups != 0) {
            throw new ShapeException(
                    "conv cannot apply this kernel",
                    "a kernel of [..., %d / %d groups, a multiple of %d]".formatted(in, groups, groups),
                    "input %s, kernel %s".formatted(x.shape(), kernel.shape()),
                    "make the kernel's second to last size times groups equal the input's channels");
        }
        return List.of(new TensorType(dtype, window.output("conv", x.shape(), out)));
    }

    @Override
    public Conv map(UnaryOperator<Value> to) {
        return new Conv(to.apply(x), to.apply(kernel), window, groups);
    }
}
