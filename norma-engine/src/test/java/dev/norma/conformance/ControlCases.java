package dev.norma.conformance;

import static dev.norma.ops.Ops.add;
import static dev.norma.ops.Ops.matMul;
import static dev.norma.ops.Ops.multiply;
import static dev.norma.ops.Ops.relu;
import static dev.norma.ops.Ops.sum;

import dev.norma.graph.Cond;
import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Leaf;
import dev.norma.graph.Scan;
import dev.norma.graph.Value;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.List;

/** Operations that hold graphs. */
final class ControlCases {
    private ControlCases() {}

    static void addTo(CaseList list) {
        for (DType dtype : CaseList.FLOATS) {
            for (long[] shape : new long[][] {{}, {7}, {3, 5}, {2, 3, 5}, {2, 3, 4, 16}}) {
                elementwise(list, dtype, shape);
            }
            for (boolean reverse : new boolean[] {false, true}) {
                running(list, dtype, reverse);
                recurrent(list, dtype, reverse);
            }
        }
    }

    private static void elementwise(CaseList list, DType dtype, long... shape) {
        Tensor a = Inputs.any(dtype, shape);
        Tensor b = Inputs.uniform(dtype, -1, 1, shape);
        list.add("reluOfSum", List.of(a, b), v -> new Fused("reluOfSum", reluOfSum(a.type()), v));
        for (int holds = 0; holds < 2; holds++) {
            list.add(
                    holds == 1 ? "true" : "false",
                    dtype,
                    List.of(Inputs.scalar(DType.BOOL, holds), a, b),
                    v -> new Cond(v.getFirst(), reluOfSum(a.type()), product(a.type()), v.subList(1, 3)));
        }
    }

    private static Graph reluOfSum(TensorType type) {
        Value a = Leaf.value("a", type, null);
        Value b = Leaf.value("b", type, null);
        return new Graph(List.of(a, b), List.of(relu(add(a, b))));
    }

    private static Graph product(TensorType type) {
        Value a = Leaf.value("a", type, null);
        Value b = Leaf.value("b", type, null);
        return new Graph(List.of(a, b), List.of(multiply(a, b)));
    }

    /** Carries the running sum of a sequence of scalars and gives its square; carry and square differ in kind and order. */
    private static void running(CaseList list, DType dtype, boolean reverse) {
        Value total = Leaf.value("total", TensorType.of(dtype), null);
        Value entry = Leaf.value("entry", TensorType.of(dtype), null);
        Value next = add(total, entry);
        Graph body = new Graph(List.of(total, entry), List.of(next, multiply(next, next)));
        list.add(
                "running sum" + (reverse ? " reversed" : ""),
                List.of(Inputs.scalar(dtype, 1), Inputs.quarters(dtype, 5)),
                v -> new Scan(body, v.subList(0, 1), v.subList(1, 2), List.of(), reverse));
    }

    /** A small cell with two carries, two sequences and two captured values. */
    private static void recurrent(CaseList list, DType dtype, boolean reverse) {
        Value state = Leaf.value("state", TensorType.of(dtype, 2, 4), null);
        Value count = Leaf.value("count", TensorType.of(dtype), null);
        Value x = Leaf.value("x", TensorType.of(dtype, 2, 3), null);
        Value gate = Leaf.value("gate", TensorType.of(dtype, 2, 1), null);
        Value kernel = Leaf.value("kernel", TensorType.of(dtype, 3, 4), null);
        Value bias = Leaf.value("bias", TensorType.of(dtype, 4), null);
        Value next = relu(add(add(matMul(x, kernel), bias), multiply(state, gate)));
        Graph body = new Graph(
                List.of(state, count, x, gate, kernel, bias),
                List.of(next, add(count, 1), sum(next, 1), multiply(x, gate)));
        List<Tensor> operands = List.of(
                Inputs.any(dtype, 2, 4),
                Inputs.scalar(dtype, 0),
                Inputs.any(dtype, 6, 2, 3),
                Inputs.uniform(dtype, 0, 1, 6, 2, 1),
                Inputs.uniform(dtype, -1, 1, 3, 4),
                Inputs.any(dtype, 4));
        list.add(
                "cell" + (reverse ? " reversed" : ""),
                operands,
                v -> new Scan(body, v.subList(0, 2), v.subList(2, 4), v.subList(4, 6), reverse));
    }
}
