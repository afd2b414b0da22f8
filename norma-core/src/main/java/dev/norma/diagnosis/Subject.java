package dev.norma.diagnosis;

import dev.norma.layers.Freezing;
import dev.norma.training.Network;

/**
 * What is examined.
 *
 * @param network the network, with the names and types of its inputs
 * @param freezing which layers train: as of the last {@code compile}, or as they say now
 * @param steps how many steps its optimizer has made; 0 where there is none
 */
public record Subject(Network network, Freezing freezing, long steps) {}
