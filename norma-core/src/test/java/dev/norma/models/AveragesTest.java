package dev.norma.models;

import static dev.norma.models.KerasModels.X;
import static dev.norma.models.KerasModels.Y;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.norma.optimizers.SGD;
import dev.norma.training.EarlyStopping;
import dev.norma.training.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving averages of weights take the places of the weights when Keras lets them. */
class AveragesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void fit_ends_with_the_averages_as_Keras_does(int index) {
        Map<String, Object> recorded = KerasModels.cases("averages").get(index);
        SGD optimizer = new SGD(0.125).useEma(true).emaMomentum(0.75);
        if (recorded.get("frequency") instanceof Number frequency) {
            optimizer.emaOverwriteFrequency(frequency.intValue());
        }
        Sequential net = KerasModels.regression();
        net.compile(optimizer, "mse");
        History history = net.fit(X, Y, Nets.quietly(3).batchSize(2).shuffle(false));
        List<?> losses = (List<?>) recorded.get("losses");
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(history.get("loss").get(epoch))
                    .isCloseTo(((Number) losses.get(epoch)).doubleValue(), within(1e-4));
        }
        are(net, recorded.get("weights"));
        assertThat(net.evaluate(X, Y).get("loss"))
                .isCloseTo(((Number) recorded.get("evaluated")).doubleValue(), within(1e-5));
        net.fit(X, Y, Nets.quietly(1).batchSize(2).shuffle(false));
        are(net, recorded.get("again"));
    }

    @Test
    void the_best_weights_of_early_stopping_come_after_the_averages() {
        Sequential net = KerasModels.regression();
        net.compile(new SGD(0.125).useEma(true).emaMomentum(0.75), "mse");
        EarlyStopping stop = new EarlyStopping().monitor("loss").restoreBestWeights(true);
        Sequential same = KerasModels.regression();
        same.compile(new SGD(0.125), "mse");
        net.fit(X, Y, Nets.quietly(1).batchSize(2).shuffle(false).callbacks(stop));
        same.fit(X, Y, Nets.quietly(1).batchSize(2).shuffle(false));
        assertThat(net.getWeights().getFirst().toFloats())
                .isEqualTo(same.getWeights().getFirst().toFloats());
    }

    @Test
    void a_loss_scale_changes_no_step() {
        Sequential net = KerasModels.regression();
        net.compile(new SGD(0.125).lossScaleFactor(8), "mse");
        net.trainOnBatch(X, Y);
        are(net, KerasModels.recorded("lossScale"));
    }

    private static void are(Sequential net, Object recorded) {
        float[][] weights = KerasModels.weights(recorded);
        for (int i = 0; i < weights.length; i++) {
            assertThat(net.getWeights().get(i).toFloats()).containsExactly(weights[i], within(4e-6f));
        }
    }
}
