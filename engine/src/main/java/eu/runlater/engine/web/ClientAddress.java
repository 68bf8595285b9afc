package eu.runlater.engine.web;

import eu.runlater.engine.settings.Cidr;
import eu.runlater.engine.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Where a request comes from (G-INP-2): the socket's address, unless that is a trusted proxy
/// (`RUNLATER_TRUSTED_PROXIES`). Then the proxies' own notes, `Forwarded` (RFC 7239) or else
/// `X-Forwarded-For`, are read from the right: the first address that is not a trusted proxy. What stands
/// further left was written by the client, and may be a lie. Any thread.
@Component
public class ClientAddress {
    private static final int MOST_HOPS = 64;

    private final List<Cidr> trusted;

    ClientAddress(Settings settings) {
        this.trusted = settings.trustedProxies();
    }

    public InetAddress of(HttpServletRequest request) {
        InetAddress address = InetAddress.ofLiteral(bare(request.getRemoteAddr()));
        if (!isTrusted(address)) {
            return address;
        }
        for (String hop : hops(request)) {
            InetAddress before = literal(hop);
            if (before == null) {
                return address; // hidden or garbled: the proxy that wrote it is all that is known
            }
            address = before;
            if (!isTrusted(address)) {
                return address;
            }
        }
        return address;
    }

    /// What the address counts as where clients are told apart: an IPv6 client has its whole /64.
    public String group(HttpServletRequest request) {
        InetAddress address = of(request);
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            text.append(Integer.toHexString((network[i] & 0xff) << 8 | network[i + 1] & 0xff))
                    .append(':');
        }
        return text.append(":/64").toString();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    /// Nearest first.
    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        List<String> forwarded = Collections.list(request.getHeaders("Forwarded"));
        if (forwarded.isEmpty()) {
            Collections.list(request.getHeaders("X-Forwarded-For"))
                    .forEach(line ->
                            Arrays.stream(line.split(",")).map(String::strip).forEach(hops::add));
        } else {
            forwarded.forEach(line -> Arrays.stream(line.split(","))
                    .map(ClientAddress::forwardedFor)
                    .forEach(hops::add));
        }
        List<String> nearest = hops.subList(Math.max(0, hops.size() - MOST_HOPS), hops.size());
        return nearest.reversed();
    }

    private static String forwardedFor(String element) {
        for (String pair : element.split(";")) {
            String part = pair.strip();
            if (part.regionMatches(true, 0, "for=", 0, 4)) {
                return part.substring(4).strip().replace("\"", "");
            }
        }
        return "";
    }

    /// An address with or without brackets and port; never a name.
    private static @Nullable InetAddress literal(String text) {
        String host = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            host = end < 0 ? "" : text.substring(1, end);
        } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
            host = text.substring(0, text.indexOf(':'));
        }
        try {
            return host.isEmpty() ? null : Cidr.parse(host).network();
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String bare(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
