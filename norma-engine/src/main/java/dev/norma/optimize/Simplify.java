package dev.norma.optimize;

import dev.norma.graph.Graph;
import java.util.List;

/** Algebra: drops what does nothing, and writes the rest in fewer or cheaper operations. Changes no number by more than its rounding. */
public final class Simplify implements Pass {
    static final List<Rule> RULES = List.of(
            new KnownShapes(),
            new DropIdentity(),
            new MoveConstantsRight(),
            new DropNeutral(),
            new CancelNegate(),
            new CancelRepeated(),
            new DivideByPowerOfTwo(),
            new MergeCasts(),
            new MergeReshapes(),
            new MergeTransposes(),
            new AbsorbTranspose(),
            new MergeBroadcasts(),
            new DropBroadcast(),
            new BroadcastLater(),
            new DropNoMove(),
            new ReduceOnes(),
            new SumScattered(),
            new SimplifySum(),
            new SimplifyWhere(),
            new AbsorbPad());

    @Override
    public Graph apply(Graph graph) {
        return Rewriter.rewrite(graph, RULES, false);
    }
}
