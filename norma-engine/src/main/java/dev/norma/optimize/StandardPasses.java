package dev.norma.optimize;

import java.util.List;

/** The order of the passes that suit every back end. */
final class StandardPasses {
    private StandardPasses() {}

    static List<Pass> of(int state) {
        return List.of(
                new ResolveShapes(),
                new Simplify(),
                new FoldConstants(),
                new CommonSubexpressions(),
                new Simplify(),
                new FoldConstants(),
                new CommonSubexpressions());
    }
}
