package eu.runlater.engine.settings;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One entry of RUNLATER_EGRESS_ALLOW (G-EGR-5). An address entry opens exactly its addresses on its ports; a
/// name entry lifts only the rules about names, so the name's addresses must be allowed as well.
///
/// @param text as given
/// @param addresses absent for a name entry
/// @param name in lower case; absent for an address entry
public record EgressAllowance(
        String text, @Nullable Cidr addresses, @Nullable String name, int firstPort, int lastPort) {
    private static final Pattern ENTRY = Pattern.compile("(.+):(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");
    private static final Cidr METADATA_V4 = Cidr.parse("169.254.0.0/16");
    private static final Cidr METADATA_V6 = Cidr.parse("fd00:ec2::/32");
    private static final int SHORTEST_V4 = 8;
    private static final int SHORTEST_V6 = 32;

    /// @throws IllegalArgumentException with the reason
    static EgressAllowance parse(String text) {
        Matcher entry = ENTRY.matcher(text);
        if (!entry.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" has no port");
        }
        int first = port(entry.group(2));
        int last = entry.group(3) == null ? first : port(entry.group(3));
        if (last < first) {
            throw new IllegalArgumentException("\"" + text + "\" has its ports in the wrong order");
        }
        String target = entry.group(1);
        if (target.indexOf('/') < 0 && !target.startsWith("[") && !target.matches("[0-9.]+")) {
            if (!NAME.matcher(target).matches()) {
                throw new IllegalArgumentException("\"" + target + "\" is neither a name nor an address block");
            }
            return new EgressAllowance(text, null, target.toLowerCase(Locale.ROOT), first, last);
        }
        Cidr block = Cidr.parse(target);
        refuseTooWide(text, block);
        return new EgressAllowance(text, block, null, first, last);
    }

    private static int port(String text) {
        int port = Integer.parseInt(text);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + text + " is not within 1-65535");
        }
        return port;
    }

    private static void refuseTooWide(String text, Cidr block) {
        boolean v4 = block.network().getAddress().length == 4;
        int shortest = v4 ? SHORTEST_V4 : SHORTEST_V6;
        if (block.prefix() < shortest) {
            throw new IllegalArgumentException("\"" + text + "\" is wider than /" + shortest);
        }
        Cidr metadata = v4 ? METADATA_V4 : METADATA_V6;
        if (metadata.contains(block.network()) || block.contains(metadata.network())) {
            throw new IllegalArgumentException("\"" + text + "\" holds the addresses of cloud metadata services");
        }
    }

    public boolean allows(InetAddress address, int port) {
        return addresses != null && addresses.contains(address) && allowsPort(port);
    }

    public boolean allowsName(String host, int port) {
        return name != null && name.equalsIgnoreCase(host) && allowsPort(port);
    }

    private boolean allowsPort(int port) {
        return port >= firstPort && port <= lastPort;
    }

    @Override
    public String toString() {
        return text;
    }
}
