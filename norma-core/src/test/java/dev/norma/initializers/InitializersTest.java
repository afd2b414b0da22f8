package dev.norma.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norma.tensor.DType;
import dev.norma.tensor.Tensor;
import dev.norma.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializersTest {
    @ParameterizedTest
    @CsvSource({
        "glorot_uniform, GlorotUniform",
        "zero, Zeros",
        "one, Ones",
        "normal, RandomNormal",
        "uniform, RandomUniform",
        "IdentityInitializer, Identity",
        "OrthogonalInitializer, Orthogonal",
        "stft, STFT",
        "STFTInitializer, STFT"
    })
    void every_name_of_keras_is_known(String name, String className) {
        assertThat(Initializers.named(name).className()).isEqualTo(className);
    }

    @Test
    void equal_seeds_draw_equal_values_and_an_own_seed_goes_first() {
        TensorType type = TensorType.of(DType.FLOAT32, 3, 4);
        assertThat(new HeNormal().draw(type, 7).toDoubles())
                .isEqualTo(new HeNormal().draw(type, 7).toDoubles());
        assertThat(new HeNormal().draw(type, 7).toDoubles())
                .isNotEqualTo(new HeNormal().draw(type, 8).toDoubles());
        assertThat(new HeNormal().seed(7).draw(type, 8).toDoubles())
                .isEqualTo(new HeNormal().draw(type, 7).toDoubles());
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "NORMAL", "truncated_normal"})
    void a_truncated_normal_has_two_names_and_is_written_by_one(String name) {
        VarianceScaling read = new VarianceScaling();
        read.options().configure(Map.of("distribution", name));
        assertThat(read.options().toConfig()).containsEntry("distribution", "truncated_normal");
        assertThat(new VarianceScaling().distribution(name).options().toConfig())
                .containsEntry("distribution", "truncated_normal");
    }

    @Test
    void configurations_are_written_as_keras_writes_them() {
        assertThat(new GlorotUniform()
                        .inputAxes(0, 1)
                        .outputAxes(2)
                        .seed(3)
                        .options()
                        .toConfig())
                .isEqualTo(Map.of("seed", 3, "input_axes", List.of(0, 1), "output_axes", List.of(2)));
        Map<String, Object> stft = new HashMap<>(Map.of("side", "imag", "window", List.of(0.5, 1.0), "periodic", true));
        stft.put("scaling", null);
        assertThat(new STFT()
                        .side("imag")
                        .windowValues(0.5, 1)
                        .periodic(true)
                        .scaling(null)
                        .options()
                        .toConfig())
                .isEqualTo(stft);
    }

    @Test
    void one_list_of_axes_alone_does_not_count() {
        TensorType type = TensorType.of(DType.FLOAT32, 4, 3, 2);
        assertThat(new HeUniform().inputAxes(0).draw(type, 1).toDoubles())
                .isEqualTo(new HeUniform().draw(type, 1).toDoubles());
    }

    @Test
    void a_window_may_be_given_by_its_values_or_left_out() {
        TensorType type = TensorType.of(DType.FLOAT64, 2, 1, 2);
        Tensor plain = new STFT().window(null).draw(type, 0);
        assertThat(plain.toDoubles()).containsExactly(1, 1, 1, -1);
        Tensor halved = new STFT().windowValues(3, -1).scaling("spectrum").draw(type, 0);
        assertThat(halved.toDoubles()).containsExactly(0.75, 0.75, -0.25, 0.25);
    }

    @Test
    void windows_that_do_not_exist_or_fit_are_refused() {
        assertThatThrownBy(() -> new STFT().window("hat")).hasMessage("""
                initializer STFT: window cannot be this
                  expected: one of boxcar, hann, hamming, blackman, nuttall, blackmanharris, flattop, cosine, lanczos, \
                bartlett, triangle, barthann, bohman, parzen, exponential, tukey, taylor, or its values, or none
                  given:    hat
                  fix:      give one of boxcar, hann, hamming, blackman, nuttall, blackmanharris, flattop, cosine, \
                lanczos, bartlett, triangle, barthann, bohman, parzen, exponential, tukey, taylor, or its values, or none""");
        assertThatThrownBy(() -> new STFT().windowValues(1, 2, 3).draw(TensorType.of(DType.FLOAT32, 4, 1, 3), 0))
                .hasMessage("""
                STFT cannot use this window
                  expected: a value for each of the 4 positions of a frame
                  given:    3 values
                  fix:      give as many values, or a kernel of as many positions""");
    }

    @Test
    void shapes_that_are_no_kernel_of_a_transform_are_refused() {
        assertThatThrownBy(() -> new STFT().draw(TensorType.of(DType.FLOAT32, 4, 2, 3), 0))
                .hasMessage("""
                STFT draws kernels of short-time Fourier transforms
                  expected: [frame, 1, bands] with 2 bands or more
                  given:    [4, 2, 3]
                  fix:      use another initializer, or a kernel of this shape""");
    }
}
