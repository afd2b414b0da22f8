package dev.norma.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norma.diagnosis.Fault;
import dev.norma.diagnosis.Finding;
import dev.norma.diagnosis.LayerDiagnosis;
import dev.norma.graph.Value;
import dev.norma.layers.Add;
import dev.norma.layers.AveragePooling2D;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Conv2D;
import dev.norma.layers.Dense;
import dev.norma.layers.DepthwiseConv2D;
import dev.norma.layers.Embedding;
import dev.norma.layers.Flatten;
import dev.norma.layers.GlobalAveragePooling2D;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Layer;
import dev.norma.layers.ReLU;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the doctor reads off the wiring in front of a batch normalization. */
class WiringTest {
    private static LayerDiagnosis behind(InputLayer input, Layer... layers) {
        Sequential net = new Sequential(input);
        for (Layer layer : layers) {
            net.add(layer);
        }
        return Doctor.examine(net).diagnosis().layers().getLast();
    }

    private static InputLayer image() {
        return new InputLayer(8, 8, 2);
    }

    private static List<Fault> faults(Model model) {
        return Doctor.examine(model).findings().stream().map(Finding::fault).toList();
    }

    @Test
    void a_product_alone_in_front_can_be_folded() {
        assertThat(behind(image(), new Conv2D(4, 3), new BatchNormalization()).folding())
                .isEqualTo("can be folded into \"conv2d\"");
        assertThat(behind(image(), new DepthwiseConv2D(3), new BatchNormalization())
                        .folding())
                .isEqualTo("can be folded into \"depthwise_conv2d\"");
        assertThat(behind(
                                new InputLayer(2, 8, 8),
                                new Conv2D(4, 3).dataFormat("channels_first"),
                                new BatchNormalization().axis(1))
                        .folding())
                .isEqualTo("can be folded into \"conv2d\"");
        assertThat(behind(new InputLayer(3), new Dense(4), new BatchNormalization())
                        .folding())
                .isEqualTo("can be folded into \"dense\"");
    }

    @Test
    void what_stands_in_between_is_named() {
        assertThat(behind(image(), new Conv2D(4, 3), new ReLU(), new BatchNormalization())
                        .folding())
                .isEqualTo("cannot be folded: re_lu stands in front, which is no product with a kernel");
        assertThat(behind(image(), new Conv2D(4, 3), new AveragePooling2D(2), new BatchNormalization())
                        .folding())
                .isEqualTo("cannot be folded: pooling stands in between");
        assertThat(behind(image(), new Conv2D(4, 3), new BatchNormalization().axis(1))
                        .folding())
                .startsWith("cannot be folded");
    }

    @Test
    void a_value_that_others_use_too_cannot_be_folded_and_its_bias_has_an_effect() {
        Value input = Input.of(8, 8, 2);
        Value shared = new Conv2D(4, 3).apply(input);
        Value sum = new Add().apply(shared, new BatchNormalization().apply(shared));
        Model model = new Model(input, sum);
        assertThat(Doctor.examine(model).diagnosis().layers().getFirst().folding())
                .isEqualTo("cannot be folded: conv2d also goes elsewhere");
        assertThat(faults(model)).containsExactly(Fault.NEVER_TRAINED);
    }

    @Test
    void a_value_that_is_an_output_too_is_used_elsewhere() {
        Value input = Input.of(3);
        Value hidden = new Dense(4).apply(input);
        Model model = new Model(List.of(input), List.of(hidden, new BatchNormalization().apply(hidden)));
        assertThat(faults(model)).containsExactly(Fault.NEVER_TRAINED);
    }

    @Test
    void a_bias_is_idle_through_pooling_and_not_through_an_activation() {
        Model pooled = new Sequential(image(), new Conv2D(4, 3), new AveragePooling2D(2), new BatchNormalization());
        Model active = new Sequential(image(), new Conv2D(4, 3), new ReLU(), new BatchNormalization());
        Model otherAxis = new Sequential(image(), new Conv2D(4, 3), new BatchNormalization().axis(1));
        assertThat(faults(pooled)).contains(Fault.IDLE_BIAS);
        assertThat(faults(active)).doesNotContain(Fault.IDLE_BIAS);
        assertThat(faults(otherAxis)).contains(Fault.AXIS_IS_SPATIAL).doesNotContain(Fault.IDLE_BIAS);
    }

    @Test
    void the_axis_is_followed_to_what_made_it() {
        assertThat(behind(image(), new Conv2D(4, 3), new ReLU(), new BatchNormalization())
                        .axisReason())
                .isEqualTo("the channels of \"conv2d\", channels_last");
        assertThat(behind(new InputLayer(DType.INT32, 5), new Embedding(10, 6), new BatchNormalization())
                        .axisReason())
                .isEqualTo("the channels of \"embedding\"");
        assertThat(behind(image(), new GlobalAveragePooling2D(), new BatchNormalization())
                        .axisReason())
                .isEqualTo("the features of the input");
        assertThat(behind(image(), new Conv2D(4, 3), new GlobalAveragePooling2D(), new BatchNormalization())
                        .axisReason())
                .isEqualTo("the channels of \"conv2d\", channels_last");
        assertThat(behind(image(), new Flatten(), new BatchNormalization()).axisReason())
                .isEqualTo("the features");
    }

    @Test
    void channels_moved_behind_by_hand_are_right_on_the_last_axis() {
        Value input = Input.of(2, 8, 8);
        Value first =
                new Conv2D(4, 3).dataFormat("channels_first").useBias(false).apply(input);
        Value last = new BatchNormalization().apply(Ops.moveaxis(first, 1, -1));
        Value first2 = new BatchNormalization().apply(first);
        assertThat(faults(new Model(input, last))).containsExactly(Fault.NEVER_TRAINED);
        assertThat(faults(new Model(input, first2)))
                .containsExactlyInAnyOrder(Fault.NEVER_TRAINED, Fault.AXIS_CHANNELS_FIRST);
    }

    @Test
    void the_layout_of_features_by_batch_is_right_on_axis_0() {
        Value input = Input.of(6);
        Value turned = Ops.transpose(input, 1, 0);
        Model model = new Model(input, new BatchNormalization().axis(0).apply(turned));
        assertThat(faults(model)).containsExactly(Fault.NEVER_TRAINED);
        assertThat(Doctor.examine(model).diagnosis().layers().getFirst().axisReason())
                .isEqualTo("the features of the input");
    }

    @Test
    void a_layer_inside_a_model_is_got_at_by_its_path() {
        Value inside = Input.of(3);
        BatchNormalization norm =
                new BatchNormalization().name("norm").trainable(false).updateStatistics(true);
        Model inner = new Model(inside, norm.apply(inside));
        Value input = Input.of(3);
        Model outer = new Model(input, inner.apply(input));
        assertThat(Doctor.examine(outer).findings())
                .filteredOn(finding -> finding.fault() == Fault.FROZEN_UPDATES)
                .extracting(Finding::remedy)
                .containsExactly("((BatchNormalization) model.getLayer(\"functional/norm\")).updateStatistics(null)");
        assertThat(outer.getLayer("functional/norm")).isSameAs(norm);
    }
}
