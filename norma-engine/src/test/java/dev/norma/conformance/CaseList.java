package dev.norma.conformance;

import dev.norma.graph.Leaf;
import dev.norma.graph.Node;
import dev.norma.graph.Op;
import dev.norma.graph.Value;
import dev.norma.runtime.Trace;
import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where families of operations put their cases. */
final class CaseList {
    static final List<DType> FLOATS = List.of(DType.FLOAT64, DType.FLOAT32, DType.BFLOAT16, DType.FLOAT16);
    static final List<DType> NUMBERS =
            Stream.concat(FLOATS.stream(), Stream.of(DType.INT32)).toList();
    static final List<DType> ALL =
            Stream.concat(NUMBERS.stream(), Stream.of(DType.BOOL)).toList();

    private final List<OpCase> cases = new ArrayList<>();

    /** A case of the operation that {@code draw} makes over values of the operands' types. */
    void add(String label, List<Tensor> operands, Function<List<Value>, Op> draw) {
        DType dtype = operands.isEmpty() ? DType.FLOAT32 : operands.getFirst().dtype();
        add(label, dtype, operands, draw);
    }

    /** As above, where what is tried is the element type of a result. */
    void add(String label, DType dtype, List<Tensor> operands, Function<List<Value>, Op> draw) {
        Trace trace = new Trace(label);
        List<Value> feeds = new ArrayList<>();
        for (Tensor operand : operands) {
            feeds.add(trace.feed("operand" + feeds.size(), operand.type()));
        }
        Op op = draw.apply(feeds);
        List<Value> results = Node.of(op).results();
        String types =
                operands.stream().map(Tensor::type).map(TensorType::toString).collect(Collectors.joining(" "));
        String name = "%s %s %s -> %s".formatted(op.getClass().getSimpleName(), label, types, types(results));
        cases.add(new OpCase(name, op.getClass(), dtype, trace.finish(results, false), operands));
    }

    /** A case in which a feed is a result. */
    void feed(Tensor x) {
        Trace trace = new Trace("a feed");
        Value feed = trace.feed("x", x.type());
        String name = "Leaf %s".formatted(x.type());
        cases.add(new OpCase(name, Leaf.class, x.dtype(), trace.finish(List.of(feed), false), List.of(x)));
    }

    List<OpCase> cases() {
        return cases;
    }

    private static String types(List<Value> results) {
        return results.stream().map(Value::type).map(TensorType::toString).collect(Collectors.joining(" "));
    }
}
