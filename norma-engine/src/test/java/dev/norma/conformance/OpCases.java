package dev.norma.conformance;

import java.util.List;

/**
 * The list of all cases. Inputs are the same in each run and, as far as they hold them, in each element type; shapes reach
 * from scalars to rank 5, with sizes that vectors divide and sizes that they do not.
 *
 * <pre>{@code
 * for (OpCase one : OpCases.all()) {
 *     List<Tensor> expected = one.run(Backends.named("reference"));
 *     List<Tensor> actual = one.run(backend);
 *     assertThat(Difference.between(expected, actual)).isLessThan(Difference.allowed(one.dtype()));
 * }
 * }</pre>
 */
public final class OpCases {
    private OpCases() {}

    /** All cases, in an order that does not change. */
    public static List<OpCase> all() {
        CaseList list = new CaseList();
        SourceCases.addTo(list);
        ElementwiseCases.addTo(list);
        ReductionCases.addTo(list);
        ContractionCases.addTo(list);
        WindowCases.addTo(list);
        ShapeCases.addTo(list);
        IndexCases.addTo(list);
        NormalizationCases.addTo(list);
        ControlCases.addTo(list);
        return List.copyOf(list.cases());
    }
}
