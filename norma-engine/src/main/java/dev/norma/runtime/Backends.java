package dev.norma.runtime;

import dev.norma.tensor.Complaint;
import dev.norma.tensor.Shown;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which back end runs: the fastest that can, unless the system property {@code norma.backend} names one, or a scope does.
 */
public final class Backends {
    private static final System.Logger LOG = System.getLogger(Backends.class.getName());
    private static final ScopedValue<Backend> CHOSEN = ScopedValue.newInstance();

    private static final class Found {
        static final List<Backend> ALL = ServiceLoader.load(Backend.class, Backend.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(backend -> backend.name().equals("reference")))
                .toList();
        static final Supplier<Backend> PREFERRED = preferred(System.getProperty("norma.backend"));
    }

    /** A thread that looks for back ends, prepares the preferred one, and ends. */
    private static final class Early {
        static final Thread SEARCH =
                Thread.ofPlatform().daemon().name("norma-backends").start(Early::search);

        private static void search() {
            try {
                Found.PREFERRED.get().prepare();
            } catch (IllegalArgumentException | IllegalStateException _) {
                // Whoever asks for the back end is told.
            }
        }
    }

    private Backends() {}

    /** Lets the preferred back end prepare itself beside what the caller does now. */
    static Thread prepare() {
        return Early.SEARCH;
    }

    /** All that are on the path, whether they can run here or not; the reference interpreter last. */
    public static List<Backend> all() {
        return Found.ALL;
    }

    /**
     * The one of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Backend named(String name) {
        return Found.ALL.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Complaint(
                                "there is no back end of this name",
                                "one of "
                                        + Found.ALL.stream().map(Backend::name).collect(Collectors.joining(", ")),
                                Shown.text(name),
                                "set norma.backend to one of them, or add its module to the path")
                        .asArgument());
    }

    /**
     * The one that runs what is compiled now.
     *
     * @throws IllegalArgumentException if {@code norma.backend} names none, or one that cannot run here
     */
    public static Backend current() {
        return CHOSEN.isBound() ? CHOSEN.get() : Found.PREFERRED.get();
    }

    /** What the action gives while this back end compiles. */
    public static <R> R with(Backend backend, Supplier<R> action) {
        return ScopedValue.where(CHOSEN, backend).call(action::get);
    }

    /** Gives the one that is preferred, or says each time why there is none; a class that fails to load could say so only once. */
    static Supplier<Backend> preferred(@Nullable String name) {
        try {
            Backend preferred = prefer(name);
            return () -> preferred;
        } catch (IllegalArgumentException refused) {
            return () -> {
                throw refused;
            };
        }
    }

    private static Backend prefer(@Nullable String name) {
        if (name != null && !name.equals("auto")) {
            Backend named = named(name);
            named.refusal().ifPresent(why -> {
                throw new Complaint(
                                "the back end \"" + name + "\" cannot run here",
                                "a usable one",
                                why,
                                "leave norma.backend unset")
                        .asArgument();
            });
            return named;
        }
        for (Backend backend : Found.ALL) {
            Optional<String> refusal = backend.refusal();
            if (refusal.isEmpty()) {
                return backend;
            }
            LOG.log(System.Logger.Level.INFO, "{0} is not used: {1}", backend.name(), refusal.get());
        }
        throw new Complaint(
                        "no back end can run",
                        "at least the reference interpreter",
                        "none",
                        "add norma-engine to the path")
                .asState();
    }
}
