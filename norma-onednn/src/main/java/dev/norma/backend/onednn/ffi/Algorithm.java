package dev.norma.backend.onednn.ffi;

/** Which of its functions a primitive computes. */
public enum Algorithm {
    CONVOLUTION(1),
    RELU(0x20),
    TANH(0x21),
    ELU(0x22),
    SQUARE(0x23),
    ABS(0x24),
    SQRT(0x25),
    LINEAR(0x26),
    SOFTPLUS(0x27),
    HARD_SIGMOID(0x28),
    LOGISTIC(0x29),
    EXP(0x2a),
    GELU_TANH(0x2b),
    SWISH(0x2c),
    LOG(0x2d),
    CLIP(0x2f),
    POW(0x30),
    GELU_ERF(0x31),
    MISH(0x33),
    RELU_FROM_RESULT(0x100),
    TANH_FROM_RESULT(0x101),
    LOGISTIC_FROM_RESULT(0x104),
    MAX_POOLING(0x1ff),
    AVERAGE_WITH_PADDING(0x2ff),
    AVERAGE_WITHOUT_PADDING(0x3ff),
    ADD(0x1fff0),
    MULTIPLY(0x1fff1),
    MAXIMUM(0x1fff2),
    MINIMUM(0x1fff3),
    DIVIDE(0x1fff4),
    SUBTRACT(0x1fff5),
    REDUCE_MAX(0x2fff2),
    REDUCE_MIN(0x2fff3),
    REDUCE_SUM(0x2fff4),
    REDUCE_PRODUCT(0x2fff5),
    REDUCE_MEAN(0x2fff6),
    REDUCE_SUM_OF_POWERS(0x2fffa),
    SOFTMAX(0x30000),
    LOG_SOFTMAX(0x30001);

    private final int code;

    Algorithm(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
