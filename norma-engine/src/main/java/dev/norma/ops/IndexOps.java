package dev.norma.ops;

/** Functions that choose and place elements by number. */
abstract sealed class IndexOps extends ShapeOps permits LinearOps {}
