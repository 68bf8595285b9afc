package eu.runlater.engine.delivery;

import eu.runlater.engine.settings.Cidr;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet (G-EGR-2). The JDK's own predicates (`isSiteLocalAddress` and its
/// kin) miss shared, benchmark, reserved, unique-local, NAT64 and 6to4 addresses, so the blocks are listed here. Pure.
final class AddressRules {
    private static final List<Cidr> DENIED_V4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by carriers (CGNAT)
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, cloud metadata
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, broadcast
            "168.63.129.16/32"); // a cloud's host agent, public by number only

    private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3");
    private static final List<Cidr> DENIED_V6 = blocks(
            "2001::/23", // Teredo, benchmarks, ORCHID
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: carries any IPv4 address
            "3fff::/20"); // documentation

    /// Where clouds hand out credentials: no setting opens these (G-EGR-5).
    private static final List<Cidr> NEVER = blocks("169.254.0.0/16", "fd00:ec2::/32");

    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr COMPATIBLE = Cidr.parse("::/96");

    private AddressRules() {}

    static boolean publicAddress(InetAddress address) {
        if (address instanceof Inet4Address) {
            return DENIED_V4.stream().noneMatch(block -> block.contains(address));
        }
        return GLOBAL_V6.contains(address) && DENIED_V6.stream().noneMatch(block -> block.contains(address));
    }

    /// Also an IPv6 address that carries such an IPv4 address: a translator would unpack it.
    static boolean neverOpen(InetAddress address) {
        return Stream.of(address, carried(address)).anyMatch(a -> NEVER.stream().anyMatch(block -> block.contains(a)));
    }

    private static InetAddress carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
            return v4(bytes, 12);
        }
        return SIX_TO_FOUR.contains(address) ? v4(bytes, 2) : address;
    }

    private static InetAddress v4(byte[] bytes, int at) {
        return InetAddress.ofLiteral((bytes[at] & 0xff)
                + "." + (bytes[at + 1] & 0xff)
                + "." + (bytes[at + 2] & 0xff)
                + "." + (bytes[at + 3] & 0xff));
    }

    private static List<Cidr> blocks(String... texts) {
        return Stream.of(texts).map(Cidr::parse).toList();
    }
}
