package eu.runlater.engine.settings;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// A block of addresses. An address without a length is a block of one.
public record Cidr(InetAddress network, int prefix) {
    private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public Cidr {
        byte[] bytes = network.getAddress();
        if (prefix < 0 || prefix > bytes.length * 8) {
            throw new IllegalArgumentException("prefix length " + prefix + " is out of range");
        }
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                throw new IllegalArgumentException("address has bits set beyond its length /" + prefix);
            }
        }
    }

    /// Reads `10.0.0.0/8`, `::1/128`, `[::1]/128`, `127.0.0.1`; never asks the resolver.
    ///
    /// @throws IllegalArgumentException with the reason
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        if (slash < 0) {
            return new Cidr(address, bits);
        }
        String length = text.substring(slash + 1);
        if (!length.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("\"" + length + "\" is not a prefix length");
        }
        return new Cidr(address, Integer.parseInt(length));
    }

    private static InetAddress literal(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address");
        }
        return InetAddress.ofLiteral(bare);
    }

    public boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
