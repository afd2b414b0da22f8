package dev.norma.optimize;

import java.util.ArrayList;
import java.util.List;

/** The order of the passes that suit every back end. */
final class StandardPasses {
    private StandardPasses() {}

    static List<Pass> of(int state) {
        List<Pass> passes = new ArrayList<>(List.of(new ResolveShapes(), new Simplify(), new FoldConstants()));
        passes.addAll(List.of(new CommonSubexpressions(), new FlattenSums(), new CancelTransposes()));
        passes.add(new FoldNormalization(state));
        passes.addAll(List.of(new Simplify(), new FoldConstants(), new CommonSubexpressions()));
        return passes;
    }
}
