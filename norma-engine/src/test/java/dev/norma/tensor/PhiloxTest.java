package dev.norma.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The known answers that Philox' authors publish with their library, for ten rounds of four words. */
class PhiloxTest {
    @Test
    void gives_the_published_words_for_zeros() {
        assertThat(Philox.words(0, 0, 0, 0, 0, 0)).containsExactly(0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8);
    }

    @Test
    void gives_the_published_words_for_ones() {
        assertThat(Philox.words(-1, -1, -1, -1, -1, -1))
                .containsExactly(0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD);
    }

    @Test
    void gives_the_published_words_for_digits_of_pi() {
        assertThat(Philox.words(0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0))
                .containsExactly(0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1);
    }
}
