package dev.norma.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.activations.Activations;
import dev.norma.config.Configurable;
import dev.norma.config.Family;
import dev.norma.config.Option;
import dev.norma.constraints.Constraints;
import dev.norma.initializers.Initializers;
import dev.norma.layers.Layers;
import dev.norma.losses.Losses;
import dev.norma.metrics.Metrics;
import dev.norma.optimizers.Optimizers;
import dev.norma.optimizers.Schedules;
import dev.norma.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No option that changes numbers lacks a recorded case: neither one of Keras', nor one that Norma declares. */
class CoverageTest {
    private static final Map<String, Family<? extends Configurable>> FAMILIES = Map.of(
            "layers", Layers.family(),
            "losses", Losses.family(),
            "metrics", Metrics.family(),
            "optimizers", Optimizers.family(),
            "optimizers.schedules", Schedules.family(),
            "initializers", Initializers.family(),
            "regularizers", Regularizers.family(),
            "constraints", Constraints.family());

    /** What Keras 3 has not: the first four have their cases in the grid of batch normalizations, the others are Norma's own. */
    private static final Set<String> BEYOND_KERAS = Set.of(
            "layers.BatchNormalization semantics",
            "layers.BatchNormalization fused",
            "layers.BatchNormalization virtual_batch_size",
            "layers.BatchNormalization adjustment",
            "layers.BatchNormalization train_affine",
            "layers.BatchNormalization update_statistics",
            "layers.BatchNormalization normalize_by");

    /** What every layer has, outside of its options. */
    private static final Set<String> OF_EVERY_LAYER = Set.of("name", "dtype", "trainable", "activity_regularizer");

    @Test
    void every_pair_of_class_and_option_that_changes_numbers_has_a_case() {
        List<String> missing = new ArrayList<>();
        Coverage.classes()
                .forEach((name, options) -> options.forEach((option, said) -> {
                    if (!Boolean.FALSE.equals(said.get("numbers"))
                            && !isDeclaration(name)
                            && said.get("cases").equals(0)) {
                        missing.add(name + " " + option);
                    }
                }));
        assertThat(missing).isEmpty();
    }

    @Test
    void what_changes_no_numbers_says_why() {
        Coverage.classes()
                .forEach((name, options) -> options.forEach((option, said) -> {
                    if (!said.containsKey("cases")) {
                        assertThat(said)
                                .as(name + " " + option)
                                .containsEntry("numbers", false)
                                .hasEntrySatisfying(
                                        "reason",
                                        why -> assertThat((String) why).isNotBlank());
                    }
                }));
    }

    @Test
    void cases_are_counted_right() {
        Map<String, Integer> counted = Coverage.counted();
        Coverage.classes()
                .forEach((name, options) -> options.forEach((option, said) -> {
                    if (said.containsKey("cases") && !isDeclaration(name)) {
                        assertThat(said.get("cases"))
                                .as(name + " " + option)
                                .isEqualTo(counted.getOrDefault(name + " " + option, 0));
                    }
                }));
    }

    @Test
    void every_class_of_norma_and_every_option_of_it_is_listed() {
        Set<String> unlisted = new TreeSet<>();
        FAMILIES.forEach((place, family) -> family.names().forEach(member -> {
            String name = place + "." + member;
            Map<String, Map<String, Object>> listed = Coverage.classes().getOrDefault(name, Map.of());
            if (listed.isEmpty()) {
                unlisted.add(name);
            }
            for (Option<?> option : family.named(member).options().all()) {
                String pair = name + " " + option.key();
                if (!listed.containsKey(option.key()) && !BEYOND_KERAS.contains(pair)) {
                    unlisted.add(pair);
                }
            }
        }));
        Activations.names().stream()
                .map(name -> "activations." + name)
                .filter(name -> !Coverage.classes().containsKey(name))
                .forEach(unlisted::add);
        assertThat(unlisted).isEmpty();
    }

    @Test
    void every_option_of_keras_that_changes_numbers_is_one_of_norma() {
        Set<String> unknown = new TreeSet<>();
        FAMILIES.forEach((place, family) -> family.names().forEach(member -> {
            Set<String> declared = new TreeSet<>(place.equals("layers") ? OF_EVERY_LAYER : Set.of());
            family.named(member).options().all().forEach(option -> declared.add(option.key()));
            Coverage.classes().getOrDefault(place + "." + member, Map.of()).forEach((option, said) -> {
                if (!option.isEmpty() && !Boolean.FALSE.equals(said.get("numbers")) && !declared.contains(option)) {
                    unknown.add(place + "." + member + " " + option);
                }
            });
        }));
        assertThat(unknown).isEmpty();
    }

    @Test
    void every_class_that_the_foundation_names_is_listed() {
        assertThat(Coverage.classes().keySet()).containsAll(named("layers", """
                Input InputLayer Dense Activation ReLU Softmax Conv1D Conv2D DepthwiseConv2D MaxPooling2D AveragePooling2D
                GlobalMaxPooling2D GlobalAveragePooling2D BatchNormalization LayerNormalization Dropout Flatten Reshape
                ZeroPadding2D UpSampling2D Add Multiply Concatenate Embedding Rescaling Normalization Masking"""));
        assertThat(Coverage.classes().keySet()).containsAll(named("losses", """
                MeanSquaredError MeanAbsoluteError BinaryCrossentropy CategoricalCrossentropy SparseCategoricalCrossentropy"""));
        assertThat(Coverage.classes().keySet()).containsAll(named("metrics", """
                Accuracy BinaryAccuracy CategoricalAccuracy SparseCategoricalAccuracy TopKCategoricalAccuracy
                SparseTopKCategoricalAccuracy Mean MeanSquaredError MeanAbsoluteError BinaryCrossentropy
                CategoricalCrossentropy SparseCategoricalCrossentropy"""));
        assertThat(Coverage.classes().keySet()).containsAll(named("optimizers", "SGD Adam AdamW RMSprop"));
        assertThat(Coverage.classes().keySet()).contains("optimizers.schedules.ExponentialDecay");
        assertThat(Coverage.classes().keySet()).containsAll(named("initializers", """
                Zeros Ones Constant Identity RandomNormal RandomUniform TruncatedNormal VarianceScaling GlorotNormal
                GlorotUniform HeNormal HeUniform LecunNormal LecunUniform Orthogonal STFT"""));
        assertThat(Coverage.classes().keySet()).containsAll(named("regularizers", "L1 L2 L1L2 OrthogonalRegularizer"));
        assertThat(Coverage.classes().keySet()).containsAll(named("constraints", "MaxNorm NonNeg UnitNorm MinMaxNorm"));
    }

    private static List<String> named(String place, String names) {
        return names.trim()
                .lines()
                .flatMap(line -> List.of(line.trim().split(" ", -1)).stream())
                .map(name -> place + "." + name)
                .toList();
    }

    /** Inputs declare a shape and a type: there is nothing to compute. */
    private static boolean isDeclaration(String name) {
        return name.equals("layers.Input") || name.equals("layers.InputLayer");
    }
}
