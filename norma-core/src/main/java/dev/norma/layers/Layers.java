package dev.norma.layers;

import dev.norma.config.Family;

/** Layers by Keras' class names. */
public final class Layers {
    private static final Family<Layer> FAMILY = new Family<Layer>("layer")
            .with("Dense", Dense::new)
            .with("Activation", Activation::new)
            .with("ReLU", ReLU::new)
            .with("Softmax", Softmax::new)
            .with("Conv1D", Conv1D::new)
            .with("Conv2D", Conv2D::new)
            .with("DepthwiseConv2D", DepthwiseConv2D::new)
            .with("MaxPooling2D", MaxPooling2D::new)
            .with("AveragePooling2D", AveragePooling2D::new)
            .with("GlobalAveragePooling2D", GlobalAveragePooling2D::new)
            .with("GlobalMaxPooling2D", GlobalMaxPooling2D::new)
            .with("BatchNormalization", BatchNormalization::new)
            .with("LayerNormalization", LayerNormalization::new)
            .with("Dropout", Dropout::new)
            .with("Flatten", Flatten::new)
            .with("Reshape", Reshape::new)
            .with("ZeroPadding2D", ZeroPadding2D::new)
            .with("UpSampling2D", UpSampling2D::new)
            .with("Add", Add::new)
            .with("Multiply", Multiply::new)
            .with("Masking", Masking::new)
            .with("Concatenate", Concatenate::new)
            .with("Embedding", Embedding::new)
            .with("Rescaling", Rescaling::new)
            .with("Normalization", Normalization::new);

    private Layers() {}

    /** The layer of a class name, to be configured. */
    public static Layer named(String className) {
        return FAMILY.named(className);
    }

    /** All of them. */
    public static Family<Layer> family() {
        return FAMILY;
    }
}
