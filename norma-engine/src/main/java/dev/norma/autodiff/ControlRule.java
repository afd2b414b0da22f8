package dev.norma.autodiff;

import dev.norma.graph.Cond;
import dev.norma.graph.Fused;
import dev.norma.graph.Graph;
import dev.norma.graph.Node;
import dev.norma.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The derivatives of choices and of fused operations. */
final class ControlRule {
    private ControlRule() {}

    /** The same choice between the gradients of the branches. */
    static void pass(Cond op, Results results, Sink grads) {
        List<Integer> seeded = IntStream.range(0, op.then().outputs().size())
                .filter(results::has)
                .boxed()
                .toList();
        List<Integer> wanted = IntStream.range(0, op.arguments().size())
                .filter(i -> grads.wants(op.arguments().get(i)))
                .boxed()
                .toList();
        Graph then = Pullback.of(op.then(), seeded, wanted).graph();
        Graph otherwise = Pullback.of(op.otherwise(), seeded, wanted).graph();
        List<Value> arguments = new ArrayList<>(op.arguments());
        seeded.forEach(i -> arguments.add(results.g(i)));
        List<Value> passed =
                Node.of(new Cond(op.predicate(), then, otherwise, arguments)).results();
        for (int i = 0; i < wanted.size(); i++) {
            grads.add(op.arguments().get(wanted.get(i)), passed.get(i));
        }
    }

    static void pass(Fused op, Results results, Sink grads) {
        List<Value> asked = op.arguments().stream().filter(grads::wants).toList();
        Pullback.inline(op.body(), op.arguments(), results, asked, grads);
    }
}
