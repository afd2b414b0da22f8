package dev.norma.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8, with or without a byte-order mark, and refuses everything else by name and line. */
final class Utf8Reader extends Reader {
    private final String file;
    private final InputStream stream;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private boolean begun;
    private boolean streamEnded;
    private boolean flushed;
    private long line = 1;
    private long characterInLine;
    private char last;

    Utf8Reader(String file, InputStream stream) {
        this.file = file;
        this.stream = stream;
        bytes.flip();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        CharBuffer decoded = CharBuffer.wrap(buffer, offset, length);
        int start = decoded.position();
        while (decoded.position() == start && !flushed) {
            decode(decoded);
        }
        int count = decoded.position() - start;
        return count == 0 ? -1 : count;
    }

    private void decode(CharBuffer decoded) throws IOException {
        if (!begun) {
            begin();
        }
        int from = decoded.position();
        CoderResult result = decoder.decode(bytes, decoded, streamEnded);
        follow(decoded.array(), from, decoded.position());
        if (result.isError()) {
            throw notUtf8(result.length());
        }
        if (result.isUnderflow()) {
            if (streamEnded) {
                decoder.flush(decoded);
                flushed = true;
            } else {
                fill();
            }
        } else if (decoded.position() == from) {
            throw new IOException("a buffer of one character is too small for this text");
        }
    }

    private void begin() throws IOException {
        begun = true;
        while (bytes.remaining() < 8 && !streamEnded) {
            fill();
        }
        String foreign = Encoding.foreign(bytes.array(), bytes.limit());
        if (foreign != null) {
            throw new DataException(
                    Place.file(file),
                    "this file is not text in UTF-8",
                    "a table as text in UTF-8",
                    foreign,
                    "save it as CSV in UTF-8");
        }
        if (bytes.remaining() >= 3
                && bytes.get(0) == (byte) 0xEF
                && bytes.get(1) == (byte) 0xBB
                && bytes.get(2) == (byte) 0xBF) {
            bytes.position(3);
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            streamEnded = true;
        } else {
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }

    /** Counts lines, whose ends may be LF, CR LF or CR, and looks for NUL. */
    private void follow(char[] characters, int from, int to) {
        for (int i = from; i < to; i++) {
            char character = characters[i];
            characterInLine++;
            if (character == '\0') {
                throw new DataException(
                        Place.line(file, line),
                        "this line has a NUL byte, so the file is no text",
                        "a table as text in UTF-8",
                        "NUL at character %d of the line".formatted(characterInLine),
                        "save the table as CSV again, or remove the byte");
            }
            if (character == '\r' || (character == '\n' && last != '\r')) {
                line++;
            }
            if (character == '\r' || character == '\n') {
                characterInLine = 0;
            }
            last = character;
        }
    }

    private DataException notUtf8(int length) {
        int at = bytes.position();
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(" %02X".formatted(bytes.get(at + i)));
        }
        return new DataException(
                Place.line(file, line),
                "this line is not in UTF-8",
                "a table as text in UTF-8",
                "byte%s at character %d of the line: the file is %s"
                        .formatted(hex, characterInLine + 1, Encoding.guess(bytes.array(), at, bytes.limit())),
                "save the file in UTF-8");
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
