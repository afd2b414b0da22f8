package dev.norma.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of question 2 of the specification, section 6. */
class MovingAverageTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 4, 5, 7, 10",
        "0.8, 4, 11, 14, 21, 31",
        "0.9, 7, 22, 29, 44, 66",
        "0.95, 14, 45, 59, 90, 135",
        "0.99, 69, 230, 299, 459, 688",
        "0.999, 693, 2302, 2995, 4603, 6905"
    })
    void steps_to_half_90_95_99_and_999(
            double momentum, long half, long ninety, long ninetyFive, long hundredth, long thousandth) {
        MovingAverage average = new MovingAverage(momentum);
        assertThat(average.stepsWithin(0.5)).isEqualTo(half);
        assertThat(average.stepsWithin(0.1)).isEqualTo(ninety);
        assertThat(average.stepsWithin(0.05)).isEqualTo(ninetyFive);
        assertThat(average.stepsWithin(0.01)).isEqualTo(hundredth);
        assertThat(average.stepsWithin(0.001)).isEqualTo(thousandth);
    }

    @Test
    void the_steps_are_the_fewest_that_are_enough() {
        for (double momentum = 0.01; momentum < 1; momentum += 0.0099) {
            MovingAverage average = new MovingAverage(momentum);
            long steps = average.stepsWithin(0.01);
            assertThat(average.remaining(steps)).isLessThanOrEqualTo(0.01);
            assertThat(average.remaining(steps - 1)).isGreaterThan(0.01);
        }
    }

    @Test
    void no_momentum_is_there_at_once_and_a_whole_one_never() {
        assertThat(new MovingAverage(0).stepsWithin(0.01)).isEqualTo(1);
        assertThat(new MovingAverage(1).stepsWithin(0.01)).isEqualTo(MovingAverage.NEVER);
        assertThat(new MovingAverage(1).stepsMissing(0.01, 5)).isEqualTo(MovingAverage.NEVER);
        assertThat(new MovingAverage(0.9).stepsWithin(1)).isZero();
    }

    @Test
    void done_steps_are_taken_off() {
        assertThat(new MovingAverage(0.99).stepsMissing(0.01, 23)).isEqualTo(436);
        assertThat(new MovingAverage(0.9).stepsMissing(0.01, 46)).isZero();
        assertThat(new MovingAverage(0.99).remaining(10)).isCloseTo(0.904382075, within(1e-9));
    }

    @Test
    void what_is_no_share_is_refused() {
        assertThatThrownBy(() -> new MovingAverage(1.5)).hasMessageContaining("a number from 0 to 1", "1.5");
        assertThatThrownBy(() -> new MovingAverage(0.9).stepsWithin(0)).hasMessageContaining("above 0");
    }
}
