package eu.runlater.engine.delivery;

import eu.runlater.engine.settings.EgressAllowance;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;

/// What may be called (G-EGR-1…5). Three gates ask it: the API when it accepts an address, the resolver, and, deciding,
/// the socket at the moment it connects, which sees the very address used. Any thread.
public final class EgressPolicy {
    public static final int MAX_URL = 2_048;

    private static final int FIRST_FREE_PORT = 1_024;
    private static final String OPERATOR = "an operator can open it with RUNLATER_EGRESS_ALLOW";
    private static final String PRIVATE = "leads to a private or reserved address; " + OPERATOR;

    private final List<EgressAllowance> opened;
    private final OwnAddresses own;

    /// @param opened what the operator opened although it is private (G-EGR-5)
    public EgressPolicy(List<EgressAllowance> opened) {
        this(opened, OwnAddresses.ofThisMachine());
    }

    EgressPolicy(List<EgressAllowance> opened, OwnAddresses own) {
        this.opened = List.copyOf(opened);
        this.own = own;
    }

    /// Reads an address with the client's own parser, so that what is checked is what is called. Asks no resolver.
    public TargetUrl check(String text) {
        String trimmed = text.strip();
        if (trimmed.length() > MAX_URL) {
            return new TargetUrl.Refused("must be at most 2,048 characters");
        }
        HttpUrl url = HttpUrl.parse(trimmed);
        if (url == null) {
            return new TargetUrl.Refused(whyUnreadable(trimmed));
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            return new TargetUrl.Refused("must not carry a user name or password; send an Authorization header");
        }
        Optional<String> problem = problem(url.host(), url.port());
        if (problem.isPresent()) {
            return new TargetUrl.Refused(problem.get());
        }
        String canonical = url.newBuilder().fragment(null).build().toString();
        return canonical.length() > MAX_URL
                ? new TargetUrl.Refused("must be at most 2,048 characters once its special characters are encoded")
                : new TargetUrl.Valid(canonical, url.host());
    }

    /// Whether the operator has opened this very host and port by name or address, so that what is said to it stays
    /// within
    /// the operator's own network.
    ///
    /// @param host as [TargetUrl.Valid] has it
    public boolean openedByOperator(String host, int port) {
        return host.contains(":") || HostText.fourOctets(host)
                ? opened.stream().anyMatch(allowance -> allowance.allows(InetAddress.ofLiteral(host), port))
                : opened.stream().anyMatch(allowance -> allowance.allowsName(HostText.withoutRoot(host), port));
    }

    /// Whether a secret may go there: over TLS, or in the clear to a target that the operator has opened.
    ///
    /// @param url in canonical form
    public boolean mayCarrySecrets(String url) {
        HttpUrl parsed = HttpUrl.get(url);
        return parsed.isHttps() || openedByOperator(parsed.host(), parsed.port());
    }

    private static String whyUnreadable(String text) {
        boolean web = text.regionMatches(true, 0, "http:", 0, 5) || text.regionMatches(true, 0, "https:", 0, 6);
        return web ? "has no valid host or port" : "is not an http(s) address";
    }

    private Optional<String> problem(String host, int port) {
        boolean six = host.contains(":");
        if (six || HostText.numeric(host)) {
            if (!six && !HostText.fourOctets(host)) {
                return Optional.of("names an IPv4 address in an unusual form; write four plain decimal numbers");
            }
            return allows(InetAddress.ofLiteral(host), port) ? Optional.empty() : Optional.of(refusal(port));
        }
        if (!HostText.wellFormed(host)) {
            return Optional.of("has no valid host or port");
        }
        String name = HostText.withoutRoot(host);
        if (opened.stream().anyMatch(allowance -> allowance.allowsName(name, port))) {
            return Optional.empty();
        }
        if (HostText.internalName(host)) {
            return Optional.of("names a host of a private network; " + OPERATOR);
        }
        return usualPort(port) ? Optional.empty() : Optional.of(refusal(port));
    }

    private static String refusal(int port) {
        return usualPort(port)
                ? PRIVATE
                : "uses port " + port + "; ports below 1024 other than 80 and 443 are not open";
    }

    private static boolean usualPort(int port) {
        return port >= FIRST_FREE_PORT || port == 80 || port == 443;
    }

    /// Whether a socket may connect there.
    boolean allows(InetAddress address, int port) {
        if (AddressRules.neverOpen(address)) {
            return false;
        }
        return opened.stream().anyMatch(allowance -> allowance.allows(address, port))
                || (usualPort(port) && AddressRules.publicAddress(address) && !own.contains(address));
    }
}
