package dev.norma.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.constraints.Constraints;
import dev.norma.initializers.Initializers;
import dev.norma.layers.Layers;
import dev.norma.losses.Losses;
import dev.norma.metrics.Metrics;
import dev.norma.optimizers.ExponentialDecay;
import dev.norma.optimizers.Optimizers;
import dev.norma.regularizers.Regularizers;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a configuration can set, a program can set: each option of everything that Keras' names stand for has its method. */
class OptionMethodsTest {
    static Stream<Arguments> members() {
        Stream<Arguments> named = Stream.of(
                        Layers.family(),
                        Losses.family(),
                        Metrics.family(),
                        Optimizers.family(),
                        Initializers.family(),
                        Regularizers.family(),
                        Constraints.family())
                .flatMap(family -> family.names().stream().map(name -> Arguments.of(name, family.named(name))));
        return Stream.concat(named, Stream.of(Arguments.of("ExponentialDecay", new ExponentialDecay())));
    }

    /** Settings that have a default, and that constructors set all the same. */
    private static final Set<String> CONSTRUCTED = Set.of("Constant.value", "L1.l1", "L2.l2", "L1L2.l1", "L1L2.l2");

    @ParameterizedTest(name = "{0}")
    @MethodSource("members")
    void each_option_has_a_method_or_belongs_to_a_constructor(String name, Configurable member) {
        for (Option<?> option : member.options().all()) {
            boolean constructed = option.isRequired() || CONSTRUCTED.contains(name + "." + option.name());
            assertThat(constructed ? hasConstructor(member.getClass()) : hasMethod(member.getClass(), option.name()))
                    .as("%s.%s(...)", name, option.name())
                    .isTrue();
        }
    }

    private static boolean hasMethod(Class<?> type, String option) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> isNamed(method, option.replace("_", "")) && method.getParameterCount() > 0);
    }

    private static boolean hasConstructor(Class<?> type) {
        return Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() > 0);
    }

    /** One option has a name that is a word of the Java language. */
    private static boolean isNamed(Method method, String option) {
        return method.getName().equals(option.equals("synchronized") ? "synchronize" : option);
    }
}
