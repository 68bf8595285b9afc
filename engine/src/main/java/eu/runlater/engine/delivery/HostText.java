package eu.runlater.engine.delivery;

import java.util.List;

/// What can be told about a host from its text alone, without asking a resolver (G-EGR-3). Pure.
final class HostText {
    private static final List<String> PRIVATE_ENDINGS = List.of("localhost", "local", "internal", "svc");

    private HostText() {}

    /// Four decimal octets without leading zeros: the one form of an IPv4 address that every reader reads alike.
    static boolean fourOctets(String host) {
        String[] octets = host.split("\\.", -1);
        if (octets.length != 4) {
            return false;
        }
        for (String octet : octets) {
            boolean plain = !octet.isEmpty()
                    && octet.length() <= 3
                    && digits(octet)
                    && (octet.length() == 1 || octet.charAt(0) != '0');
            if (!plain || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }

    /// Letters, digits, hyphen, underscore and dots: what names are made of once they are in ASCII.
    static boolean wellFormed(String host) {
        return host.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
    }

    /// Something that resolvers read as an IPv4 address although it does not look like one: `127.1`, `2130706433`,
    /// `0x7f.1`, `017700000001`.
    static boolean numeric(String host) {
        String last = lastLabel(host);
        return digits(last) || last.startsWith("0x");
    }

    /// A name for use inside a network only.
    static boolean internalName(String host) {
        String name = withoutRoot(host);
        return !name.contains(".") || PRIVATE_ENDINGS.contains(lastLabel(host));
    }

    /// `example.com.` and `example.com` are one name.
    static String withoutRoot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static String lastLabel(String host) {
        String name = withoutRoot(host);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
