/**
 * Settings that are declared once: default, type and check in one line, from which configurations, errors about unknown
 * keys and tests of defaults follow. Start at {@link dev.norma.config.Options}.
 *
 * <p>Floor 2. Stands on {@code tensor}.
 */
@NullMarked
package dev.norma.config;

import org.jspecify.annotations.NullMarked;
