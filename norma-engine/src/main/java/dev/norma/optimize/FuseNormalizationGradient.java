package dev.norma.optimize;

import dev.norma.graph.Binary;
import dev.norma.graph.Graph;
import dev.norma.graph.MomentsGradient;
import dev.norma.graph.Node;
import dev.norma.graph.NormalizeGradient;
import dev.norma.graph.Operator;
import dev.norma.graph.Sum;
import dev.norma.graph.Value;
import dev.norma.graph.Where;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * For back ends that compute the gradient of a batch normalization in one go.
 *
 * <pre>
 *   before   %7, %8, %9, %10, %11 = normalizeGradient %0, %1, %2, %4, %6
 *            %12 = momentsGradient %0, %1, %3, %8, %9
 *            %13 = sum [%5, %7, %12]
 *   after    %7, %8, %9 = fused kind="batchNormalizationGradient", ..., [%0, %1, %2, %3, %4, %6]
 *            %13 = sum [%5, %7]
 * </pre>
 *
 * <p>On request the gradient of the relu behind it, {@code where (greater y, 0), g, 0}, is taken in as well.
 */
public final class FuseNormalizationGradient implements Pass {
    private final boolean masks;

    /**
     * A pass.
     *
     * @param masks whether to take in the gradient of a relu behind the normalization
     */
    public FuseNormalizationGradient(boolean masks) {
        this.masks = masks;
    }

    @Override
    public Graph apply(Graph graph) {
        Map<Node, Match> matches = matches(graph);
        return matches.isEmpty() ? graph : new Drawing(matches).graph(graph, body -> body);
    }

    /** By each of their nodes but the sums. */
    private Map<Node, Match> matches(Graph graph) {
        Uses uses = new Uses(graph);
        Map<Node, Match> matches = new IdentityHashMap<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof NormalizeGradient normalize) {
                Match found = Match.of(node, normalize, uses, masks);
                if (found != null) {
                    Match match = matches.containsKey(found.mask()) ? found.unmasked() : found; // one mask, two users
                    match.nodes().forEach(one -> matches.put(one, match));
                }
            }
        }
        return matches;
    }

    /**
     * What was found, in the old graph.
     *
     * @param mask the gradient of relu; null if there is none to take in
     * @param passesOn whether others use the masked gradient
     */
    private record Match(
            Node normalize, Node moments, @Nullable Node mask, boolean passesOn) {
        static @Nullable Match of(Node node, NormalizeGradient normalize, Uses uses, boolean masks) {
            List<Value> results = node.results();
            if (!uses.once(results.get(0)) || !uses.once(results.get(1)) || !uses.once(results.get(2))) {
                return null;
            }
            Node moments = uses.users(results.get(1)).getFirst();
            boolean belongs = moments.op() instanceof MomentsGradient gradient
                    && gradient.x() == normalize.x()
                    && gradient.mean() == normalize.mean()
                    && gradient.dMean() == results.get(1)
                    && gradient.dVariance() == results.get(2);
            Value throughMoments = moments.results().getFirst();
            boolean meet = belongs
                    && uses.once(throughMoments)
                    && uses.users(throughMoments).getFirst()
                            == uses.users(results.get(0)).getFirst()
                    && uses.users(throughMoments).getFirst().op() instanceof Sum;
            if (!meet) {
                return null;
            }
            Value g = normalize.g();
            boolean masked = masks && isMask(g);
            return new Match(node, moments, masked ? g.node() : null, masked && !uses.once(g));
        }

        private static boolean isMask(Value g) {
            return g.op() instanceof Where(Value condition, Value kept, Value otherwise)
                    && otherwise.fill() instanceof Double none
                    && none == 0
                    && condition.op() instanceof Binary(Operator operator, Value y, Value bound)
                    && operator == Operator.GREATER
                    && bound.fill() instanceof Double zero
                    && zero == 0
                    && y.shape().equals(g.shape())
                    && kept.type().equals(g.type());
        }

        Match unmasked() {
            return new Match(normalize, moments, null, false);
        }

        List<Node> nodes() {
            return Stream.of(normalize, moments, mask).filter(Objects::nonNull).toList();
        }
    }

    /** Draws each match when its first node is met whose results are needed. */
    private static final class Drawing extends Redraw {
        private final Map<Node, Match> matches;
        private final Map<Match, List<Value>> drawn = new IdentityHashMap<>();

        Drawing(Map<Node, Match> matches) {
            this.matches = matches;
        }

        @Override
        @Nullable
        List<Value> replace(Node node) {
            if (node.op() instanceof Sum(List<Value> terms)) {
                return sum(terms);
            }
            Match match = matches.get(node);
            if (match == null) {
                return null;
            }
            if (node == match.mask()) {
                return mask(match);
            }
            List<Value> results = drawn.computeIfAbsent(match, found -> draw(found, found.mask()));
            Value dx = results.getFirst();
            return node == match.moments()
                    ? List.of(dx) // the sum drops it
                    : List.of(dx, dx, dx, results.get(1), results.get(2)); // the second and third have no users left
        }

        /** Others may use the masked gradient before the normalization's turn; it is drawn here if it can be, else kept. */
        private @Nullable List<Value> mask(Match match) {
            if (!match.passesOn()) {
                return null; // nobody needs it: the fused operation masks by itself
            }
            if (operands(match).allMatch(this::has)) {
                List<Value> results = draw(match, match.mask());
                drawn.put(match, results);
                return List.of(results.get(3));
            }
            Match rest = match.unmasked();
            matches.replaceAll((_, other) -> other == match ? rest : other);
            return null;
        }

        private static Stream<Value> operands(Match match) {
            return Stream.concat(
                    match.normalize().operands().stream().filter(operand -> operand.node() != match.mask()),
                    match.moments().operands().stream().filter(operand -> operand.node() != match.normalize()));
        }

        private List<Value> draw(Match match, @Nullable Node mask) {
            NormalizeGradient normalize = (NormalizeGradient) match.normalize().op();
            MomentsGradient moments = (MomentsGradient) match.moments().op();
            Where where = mask == null ? null : (Where) mask.op();
            return new BatchNormalizationGradient(
                            get(normalize.x()),
                            get(normalize.mean()),
                            get(normalize.variance()),
                            get(moments.divisor()),
                            getOrNull(normalize.scale()),
                            where == null ? get(normalize.g()) : get(where.then()),
                            where == null
                                    ? null
                                    : get(((Binary) where.condition().op()).lhs()),
                            getOrNull(moments.weights()),
                            moments.axes(),
                            moments.weighting(),
                            normalize.epsilon(),
                            where != null && match.passesOn())
                    .draw();
        }

        private @Nullable List<Value> sum(List<Value> terms) {
            List<Value> kept = new ArrayList<>();
            for (Value term : terms) {
                Match match = matches.get(term.node());
                if (match == null || term.node() != match.moments()) {
                    kept.add(get(term));
                }
            }
            if (kept.size() == terms.size()) {
                return null;
            }
            return kept.size() == 1 ? kept : List.of(Draw.one(new Sum(kept)));
        }
    }
}
