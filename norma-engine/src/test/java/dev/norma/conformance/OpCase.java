package dev.norma.conformance;

import dev.norma.graph.Op;
import dev.norma.runtime.Backend;
import dev.norma.runtime.Launcher;
import dev.norma.runtime.Program;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import java.util.List;

/**
 * One operation on some numbers.
 *
 * @param name says operation, attributes and operands; no two cases have the same
 * @param op the record that is tried
 * @param dtype the element type that is tried: that of the first operand, or what is drawn
 * @param program one node on its feeds; its results are all results of the node; no state
 * @param feeds the numbers
 */
public record OpCase(String name, Class<? extends Op> op, DType dtype, Program program, List<Tensor> feeds) {
    /** The results on a back end. */
    public List<Tensor> run(Backend backend) {
        return new Launcher(program, backend).run(feeds);
    }

    @Override
    public String toString() {
        return name;
    }
}
