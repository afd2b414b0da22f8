package dev.norma.examples.batchnorm;

import dev.norma.diagnosis.Finding;
import dev.norma.doctor.Doctor;
import dev.norma.graph.Value;
import dev.norma.layers.BatchNormalization;
import dev.norma.layers.Dense;
import dev.norma.layers.Input;
import dev.norma.layers.InputLayer;
import dev.norma.layers.Weight;
import dev.norma.models.Model;
import dev.norma.models.Sequential;
import dev.norma.ops.Ops;
import dev.norma.tensor.Tensor;
import java.util.List;

/** What stands around a batch normalization: other libraries, the layer in front, deployment, weights from elsewhere. */
final class Elsewhere {
    private Elsewhere() {}

    static void torch() {
        double torch = 0.1;
        BatchNormalization norm = new BatchNormalization().momentum(1 - torch).epsilon(1e-5);
        norm.apply(Tensor.of(new float[][] {{0}, {2}}), true); // mean 1, biased variance 1, unbiased variance 2
        System.out.println(norm.movingMean().value()); // 0.9 * 0 + 0.1 * 1
        System.out.println(norm.movingVariance().value()); // 0.9 * 1 + 0.1 * 1; PyTorch stores 0.9 * 1 + 0.1 * 2
    }

    static void biasInFront() {
        Sequential net = new Sequential(new InputLayer(3), new Dense(4), new BatchNormalization());
        for (Finding finding : Doctor.examine(net).findings()) {
            System.out.println(finding.fault() + ": " + finding.remedy());
        }
        Tensor x = Tensor.of(new float[][] {{1}, {2}, {6}});
        BatchNormalization norm = new BatchNormalization();
        Tensor plain = norm.apply(x, true);
        Tensor shifted = norm.apply(Ops.add(x, 7), true);
        System.out.println("a bias of 7 changes nothing: " + plain.allClose(shifted, 0, 1e-6));
    }

    static void folding() {
        Dense dense = new Dense(2);
        BatchNormalization norm = new BatchNormalization();
        Value input = Input.of(3);
        Model model = new Model(input, norm.apply(dense.apply(input)));
        Tensor x = Tensor.normal(1, 8, 3);
        model.recalibrate(x);
        Tensor variance = norm.movingVariance().value();
        Tensor factor = Ops.divide(norm.gamma().value(), Ops.sqrt(Ops.add(variance, norm.epsilon())));
        Tensor kernel = Ops.multiply(dense.weight("kernel").value(), factor);
        Tensor centred =
                Ops.subtract(dense.weight("bias").value(), norm.movingMean().value());
        Tensor bias = Ops.add(norm.beta().value(), Ops.multiply(centred, factor));
        Tensor folded = Ops.add(Ops.matMul(x, kernel), bias);
        System.out.println("the same in one layer: " + folded.allClose(model.predict(x), 0, 1e-5));
    }

    static void weights() {
        BatchNormalization norm = new BatchNormalization();
        Sequential net = new Sequential(new InputLayer(1), norm);
        System.out.println(norm.weights().stream().map(Weight::name).toList());
        Tensor gamma = Tensor.of(new float[] {1});
        Tensor beta = Tensor.of(new float[] {0});
        Tensor mean = Tensor.of(new float[] {-4});
        Tensor variance = Tensor.of(new float[] {9});
        norm.setWeights(List.of(gamma, beta, variance, mean)); // swapped: all shapes are equal, nothing refuses them
        net.predict(Tensor.of(new float[][] {{0}}));
        System.out.println(net.hints().getFirst().cause());
        norm.movingMean().set(mean); // by name nothing can be swapped
        norm.movingVariance().set(variance);
        System.out.println(net.predict(Tensor.of(new float[][] {{-4}, {-1}})));
    }
}
