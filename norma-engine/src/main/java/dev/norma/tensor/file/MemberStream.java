package dev.norma.tensor.file;

import dev.norma.tensor.Shown;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The bytes of a member. At their end, size and checksum must be right. */
final class MemberStream extends InputStream {
    private static final int CHUNK = 1 << 16;

    private final Content content;
    private final Member member;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] chunk = new byte[CHUNK];
    private long read;
    private long given;
    private boolean checked;

    MemberStream(Content content, Member member) {
        this.content = content;
        this.member = member;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        int count = member.deflated() ? inflate(into, offset, length) : copy(into, offset, length);
        if (count > 0) {
            crc.update(into, offset, count);
            given += count;
        } else {
            check();
        }
        if (given > member.size()) {
            throw wrong("more than %d bytes".formatted(member.size()));
        }
        return count;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private int copy(byte[] into, int offset, int length) {
        int count = (int) Math.min(length, member.stored() - read);
        if (count == 0) {
            return -1;
        }
        content.read(member.start() + read, ByteBuffer.wrap(into, offset, count));
        read += count;
        return count;
    }

    private int inflate(byte[] into, int offset, int length) {
        try {
            while (true) {
                int count = inflater.inflate(into, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished() || inflater.needsDictionary()) {
                    return -1;
                }
                int more = copy(chunk, 0, CHUNK);
                if (more < 0) {
                    return -1;
                }
                inflater.setInput(chunk, 0, more);
            }
        } catch (DataFormatException broken) {
            throw wrong("bytes that cannot be inflated: " + Shown.text(String.valueOf(broken.getMessage())));
        }
    }

    private void check() {
        if (checked) {
            return;
        }
        checked = true;
        boolean rest =
                member.deflated() && (!inflater.finished() || inflater.getRemaining() > 0 || read < member.stored());
        if (given != member.size() || rest) {
            throw wrong("%d bytes%s".formatted(given, rest ? " and unread compressed ones" : ""));
        }
        if ((int) crc.getValue() != member.crc()) {
            throw wrong("checksum %08x".formatted(crc.getValue()));
        }
    }

    private FileException wrong(String given) {
        return new FileException(
                Archive.place(content, member.name()),
                "the member is damaged",
                "%d bytes with checksum %08x".formatted(member.size(), member.crc()),
                given,
                "get the file again, or make it anew");
    }
}
