package dev.norma.tensor.file;

import dev.norma.tensor.Shown;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the directory of an archive and compares it with what stands in front of each member. */
final class ZipDirectory {
    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int DESCRIBED_BEHIND = 1 << 3;
    private static final int PATCHED = 1 << 5;
    private static final int WIDE = 1;
    private static final long LARGEST = 64L << 20;
    private static final long MOST_EXPANSION = 1032;
    private static final int LINK = 0xA000;

    private final Content content;
    private final ZipEnd end;

    private ZipDirectory(Content content) {
        this.content = content;
        this.end = ZipEnd.of(content);
    }

    /** The members in the directory's order. */
    static List<Member> read(Content content) {
        return new ZipDirectory(content).members();
    }

    private List<Member> members() {
        if (end.size() > LARGEST) {
            throw ZipEnd.damaged(content, "a directory of at most %d bytes".formatted(LARGEST), end.size() + " bytes");
        }
        ByteBuffer directory = content.bytes(end.directory(), (int) end.size());
        List<Member> members = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        while (directory.hasRemaining()) {
            Member member = central(directory);
            String other = names.put(member.name().toLowerCase(Locale.ROOT), member.name());
            if (other != null) {
                throw refused(
                        member.name(),
                        "two members have one name",
                        "names that differ in more than case",
                        Shown.text(other) + " and " + Shown.text(member.name()));
            }
            members.add(member);
        }
        if (members.size() != end.entries()) {
            throw ZipEnd.damaged(content, end.entries() + " members, as its end says", members.size() + " members");
        }
        checkPlaces(members);
        return members;
    }

    private Member central(ByteBuffer directory) {
        if (directory.remaining() < CENTRAL_LENGTH || directory.getInt(directory.position()) != CENTRAL) {
            throw ZipEnd.damaged(
                    content,
                    "a member's entry in the directory",
                    "something else at byte " + (end.directory() + directory.position()));
        }
        ByteBuffer entry = part(directory, CENTRAL_LENGTH);
        String name = name(part(directory, Short.toUnsignedInt(entry.getShort(28))));
        ByteBuffer extra = part(directory, Short.toUnsignedInt(entry.getShort(30)));
        part(directory, Short.toUnsignedInt(entry.getShort(32)));
        checkKind(name, entry);
        Sizes sizes = new Sizes(
                        Integer.toUnsignedLong(entry.getInt(24)),
                        Integer.toUnsignedLong(entry.getInt(20)),
                        Integer.toUnsignedLong(entry.getInt(42)))
                .widened(name, extra);
        boolean deflated = entry.getShort(10) == 8;
        long most = deflated
                ? Math.multiplyExact(Math.min(sizes.stored, Long.MAX_VALUE / 2048), MOST_EXPANSION)
                : sizes.stored;
        if (sizes.size > most || (!deflated && sizes.size != sizes.stored)) {
            throw refused(
                    name,
                    "the member cannot have this size",
                    "at most %d bytes from %d".formatted(most, sizes.stored),
                    sizes.size + " bytes");
        }
        Member member = new Member(name, sizes.header, 0, sizes.stored, sizes.size, entry.getInt(16), deflated);
        return member.from(dataStart(member, entry));
    }

    /** Where the member's bytes begin, once the header in front of them agrees with the directory. */
    private long dataStart(Member member, ByteBuffer central) {
        if (member.header() < 0 || member.header() > end.directory() - LOCAL_LENGTH) {
            throw refused(
                    member.name(),
                    "the member lies outside of the archive",
                    "a place in front of the directory",
                    "byte " + member.header());
        }
        ByteBuffer local = content.bytes(member.header(), LOCAL_LENGTH);
        int nameLength = Short.toUnsignedInt(local.getShort(26));
        int extraLength = Short.toUnsignedInt(local.getShort(28));
        ByteBuffer rest = content.bytes(member.header() + LOCAL_LENGTH, nameLength + extraLength);
        String name = local.getInt(0) == LOCAL ? name(part(rest, nameLength)) : "";
        int flags = local.getShort(6);
        boolean behind = (flags & DESCRIBED_BEHIND) != 0;
        Sizes sizes = new Sizes(Integer.toUnsignedLong(local.getInt(22)), Integer.toUnsignedLong(local.getInt(18)), 0)
                .widened(member.name(), rest);
        boolean same =
                sizes.size == member.size() && sizes.stored == member.stored() && local.getInt(14) == member.crc();
        boolean open = behind && sizes.size == 0 && sizes.stored == 0 && local.getInt(14) == 0;
        boolean agree = name.equals(member.name())
                && flags == central.getShort(8)
                && local.getShort(8) == central.getShort(10)
                && (same || open);
        long start = member.header() + LOCAL_LENGTH + nameLength + extraLength;
        if (!agree || start > end.directory() - member.stored()) {
            throw refused(
                    member.name(),
                    "the member's header and the directory do not agree",
                    "the same name, flags, compression, sizes and checksum",
                    "others at byte " + member.header());
        }
        return start;
    }

    private void checkKind(String name, ByteBuffer entry) {
        int flags = entry.getShort(8);
        int compression = entry.getShort(10);
        boolean unix = (entry.getShort(4) >>> 8 & 0xFF) == 3;
        if ((flags & (ENCRYPTED | PATCHED)) != 0) {
            throw refused(
                    name, "the member is encrypted", "a plain member", "flags " + Integer.toHexString(flags & 0xFFFF));
        }
        if (compression != 0 && compression != 8) {
            throw refused(
                    name,
                    "the member is compressed in an unknown way",
                    "stored (0) or deflated (8)",
                    Integer.toString(compression & 0xFFFF));
        }
        if (unix && (entry.getInt(38) >>> 16 & 0xF000) == LINK) {
            throw refused(name, "the member is a link", "a file", "a link");
        }
        List<String> steps = List.of(name.split("/", -1));
        boolean leaves = name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.indexOf(0) >= 0
                || name.matches("[A-Za-z]:.*")
                || steps.contains("..")
                || steps.contains(".");
        if (leaves) {
            throw refused(name, "the member's path leaves the archive", "a path of plain names", Shown.text(name));
        }
    }

    /** No bytes in front of the first member, and none that belong to two. */
    private void checkPlaces(List<Member> members) {
        List<Member> ordered = members.stream()
                .sorted(Comparator.comparingLong(Member::header))
                .toList();
        long first = ordered.isEmpty() ? end.directory() : ordered.getFirst().header();
        if (first != 0) {
            throw ZipEnd.damaged(
                    content, "an archive that begins with its first member", first + " bytes in front of it");
        }
        for (int i = 1; i < ordered.size(); i++) {
            if (ordered.get(i).header() < ordered.get(i - 1).end()) {
                throw refused(
                        ordered.get(i).name(),
                        "two members overlap",
                        "each byte in one member",
                        "bytes shared with " + Shown.text(ordered.get(i - 1).name()));
            }
        }
    }

    private ByteBuffer part(ByteBuffer from, int length) {
        if (length > from.remaining()) {
            throw ZipEnd.damaged(content, length + " more bytes in the directory", from.remaining() + " bytes");
        }
        ByteBuffer part = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + length);
        return part;
    }

    private String name(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            throw ZipEnd.damaged(content, "names of members in UTF-8", "another encoding");
        }
    }

    private FileException refused(String member, String what, String expected, String given) {
        return new FileException(
                Archive.place(content, member),
                what,
                expected,
                given,
                "make the archive anew with a common zip program");
    }

    /** Sizes and place, as 32 bits say them, or the zip64 extra field. */
    private final class Sizes {
        private long size;
        private long stored;
        private long header;

        Sizes(long size, long stored, long header) {
            this.size = size;
            this.stored = stored;
            this.header = header;
        }

        Sizes widened(String name, ByteBuffer extra) {
            while (extra.remaining() >= 4) {
                int id = extra.getShort();
                ByteBuffer field = part(extra, Short.toUnsignedInt(extra.getShort()));
                if (id == WIDE) {
                    size = wide(name, size, field);
                    stored = wide(name, stored, field);
                    header = wide(name, header, field);
                }
            }
            return this;
        }

        private long wide(String name, long narrow, ByteBuffer field) {
            if (narrow != 0xFFFFFFFFL) {
                return narrow;
            }
            long value = field.remaining() >= 8 ? field.getLong() : -1;
            if (value < 0) {
                throw refused(name, "the member has no legal size", "a zip64 size of 63 bits", Long.toString(value));
            }
            return value;
        }
    }
}
