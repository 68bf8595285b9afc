package eu.runlater.console.executions;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.HexFormat;
import java.util.List;
import java.util.RandomAccess;

/// Bytes as lines of a hex dump, made when they are looked at: a body of 256 KiB has 16,384 lines of which 30 are seen.
final class HexDump {
    private static final int PER_LINE = 16;
    private static final HexFormat HEX = HexFormat.of();

    private HexDump() {}

    static List<String> lines(byte[] bytes) {
        return new Lines(bytes.clone());
    }

    private static String line(byte[] bytes, int offset) {
        int count = Math.min(PER_LINE, bytes.length - offset);
        StringBuilder line = new StringBuilder(80);
        line.append(HEX.toHexDigits(offset)).append("  ");
        for (int i = 0; i < PER_LINE; i++) {
            if (i == PER_LINE / 2) {
                line.append(' ');
            }
            line.append(i < count ? HEX.toHexDigits(bytes[offset + i]) : "  ").append(' ');
        }
        byte[] shown = new byte[count];
        for (int i = 0; i < count; i++) {
            byte value = bytes[offset + i];
            shown[i] = value >= 0x20 && value < 0x7f ? value : (byte) '.';
        }
        return line.append(' ')
                .append(new String(shown, StandardCharsets.US_ASCII))
                .toString();
    }

    private static final class Lines extends AbstractList<String> implements RandomAccess {
        private final byte[] bytes;

        Lines(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String get(int index) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException(index);
            }
            return line(bytes, index * PER_LINE);
        }

        @Override
        public int size() {
            return (bytes.length + PER_LINE - 1) / PER_LINE;
        }
    }
}
