package dev.norma.diagnosis;

import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Layer;
import dev.norma.layers.Weight;
import dev.norma.optimizers.Optimizer;
import dev.norma.runtime.Parameter;
import dev.norma.training.Logs;
import dev.norma.training.Network;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a user of a model should know about its batch normalizations, one line for each kind of thing, once. Goes to the
 * logger {@code dev.norma.hints}, or, while {@code fit} shows its progress, there. The system property {@code norma.hints=false}
 * switches hints off.
 *
 * <p>Looks only when the state of a batch normalization has changed since it looked last; a training step costs it an increment.
 */
public final class Hints {
    private static final System.Logger LOG = System.getLogger("dev.norma.hints");

    private final Layer network;
    private final Supplier<Network> wiring;
    private final StatisticsAge age;
    private final Set<Hint.Kind> spent = EnumSet.noneOf(Hint.Kind.class);
    private final List<Hint> told = new ArrayList<>();
    private volatile boolean on = !"false".equalsIgnoreCase(System.getProperty("norma.hints"));
    private volatile List<Parameter> watched = List.of();
    private volatile long looked = -1;
    private volatile AveragedWeights averaged = AveragedWeights.NONE;
    private volatile boolean stepped;
    private volatile boolean finite = true;

    /**
     * The hints about a network.
     *
     * @param wiring the same with its inputs, asked for once it is built
     */
    public Hints(Layer network, Supplier<Network> wiring) {
        this.network = network;
        this.wiring = wiring;
        this.age = new StatisticsAge(network);
    }

    /** Switches them on or off. */
    public void switchOn(boolean tell) {
        on = tell;
    }

    /** What was told so far. */
    public List<Hint> told() {
        synchronized (spent) {
            return List.copyOf(told);
        }
    }

    /**
     * Inference was run.
     *
     * @param call by which method, for example {@code predict}
     */
    public void inferred(String call) {
        if (!on || versions(watched) == looked) {
            return;
        }
        for (Hint hint : look(call)) {
            log(hint);
        }
    }

    private List<Hint> look(String call) {
        List<BatchNormalization> layers = built();
        List<Parameter> parameters = layers.stream()
                .flatMap(layer -> Stream.of(layer.movingMean(), layer.movingVariance()))
                .map(Weight::parameter)
                .toList();
        watched = parameters;
        looked = versions(parameters);
        List<Hint> hints = new ArrayList<>();
        once(HintRules.neverTrained(call, layers)).ifPresent(hints::add);
        once(BrokenStatistics.notFinite(layers)).ifPresent(hints::add);
        once(BrokenStatistics.negativeVariance(layers)).ifPresent(hints::add);
        once(averaged.hint(call)).ifPresent(hints::add);
        once(HintRules.fewSteps(call, layers, age)).ifPresent(hints::add);
        return hints;
    }

    private static long versions(List<Parameter> parameters) {
        long sum = 0;
        for (int i = 0; i < parameters.size(); i++) { // no iterator: each prediction comes here
            sum += parameters.get(i).version();
        }
        return sum;
    }

    private List<BatchNormalization> built() {
        return StatisticsAge.normalizations(network).stream()
                .filter(BatchNormalization::isBuilt)
                .toList();
    }

    /** Who is told of training and its batches. */
    public FitHints inFit(@Nullable PrintStream progress) {
        return new FitHints(this, progress);
    }

    /** A training step outside of {@code fit} is about to be made. */
    public void beforeStep(long rows) {
        age.beginOnce();
        batch(rows).ifPresent(Hints::log);
    }

    /**
     * A training step outside of {@code fit} was made.
     *
     * @param logs what it told
     */
    public void afterStep(Logs logs) {
        stepped(logs).forEach(Hints::log);
    }

    /** A training step was made. */
    List<Hint> stepped(Logs logs) {
        age.step();
        boolean first = !stepped;
        boolean whole = !logs.has("loss") || Double.isFinite(logs.get("loss"));
        boolean broke = finite && !whole;
        stepped = true;
        finite = whole;
        return on && (first || broke) ? stepped(first, broke) : List.of();
    }

    private List<Hint> stepped(boolean first, boolean broke) {
        List<Hint> hints = new ArrayList<>();
        if (first) {
            once(AxisHint.of(wiring.get())).ifPresent(hints::add);
        }
        if (broke) {
            once(BrokenStatistics.notFinite(built())).ifPresent(hints::add);
        }
        return hints;
    }

    /** What the end of an epoch is a reason for. */
    Optional<Hint> epochEnds() {
        return on && !isSpent(Hint.Kind.NOT_FINITE) ? once(BrokenStatistics.notFinite(built())) : Optional.empty();
    }

    /** Training has ended; the averages of an optimizer that keeps them have taken the place of the weights. */
    void trainingEnds(Optimizer<?> optimizer) {
        if (!optimizer.averages().isEmpty()) {
            averaged = AveragedWeights.of(built(), optimizer);
            looked = -1;
        }
    }

    void trainingBegins() {
        age.begin();
    }

    /** What a batch of so many rows is a reason for. */
    Optional<Hint> batch(long rows) {
        return rows == 1 && on && !isSpent(Hint.Kind.BATCH_OF_ONE)
                ? once(HintRules.batchOfOne(built()))
                : Optional.empty();
    }

    /** What a validation is a reason for. */
    List<Hint> validated(Logs logs) {
        if (!on) {
            return List.of();
        }
        Optional<Hint> behind = once(HintRules.validationBehind(logs, built(), age));
        if (behind.isPresent()) {
            synchronized (spent) {
                spent.add(Hint.Kind.FEW_STEPS); // it says the same, and more
            }
        }
        List<Hint> hints = new ArrayList<>(look("validation"));
        behind.ifPresent(hints::add);
        return hints;
    }

    private boolean isSpent(Hint.Kind kind) {
        synchronized (spent) {
            return spent.contains(kind);
        }
    }

    /** A hint, if it is the first of its kind. */
    private Optional<Hint> once(Optional<Hint> hint) {
        synchronized (spent) {
            return hint.filter(first -> spent.add(first.kind())).map(first -> {
                told.add(first);
                return first;
            });
        }
    }

    static void log(Hint hint) {
        LOG.log(hint.level(), hint::toString);
    }
}
