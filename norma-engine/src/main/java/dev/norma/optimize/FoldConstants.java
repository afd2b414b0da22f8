package dev.norma.optimize;

import dev.norma.graph.Graph;
import dev.norma.ops.Evaluator;
import java.util.List;
import java.util.ServiceLoader;

/** Computes now what depends on constants alone, if the result is small. */
public final class FoldConstants implements Pass {
    private final List<Rule> rules;

    /** A pass that computes by the evaluator on the path; without one it only moves fills. */
    public FoldConstants() {
        this.rules = ServiceLoader.load(Evaluator.class, Evaluator.class.getClassLoader())
                .findFirst()
                .<List<Rule>>map(evaluator -> List.of(new MoveFill(), new Evaluate(evaluator)))
                .orElseGet(() -> List.of(new MoveFill()));
    }

    @Override
    public Graph apply(Graph graph) {
        return Rewriter.rewrite(graph, rules, false);
    }
}
