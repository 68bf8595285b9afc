package eu.runlater.contract;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An authenticator app: codes of RFC 6238 from a secret in Base32.
final class Authenticator {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Authenticator() {}

    static String code(String secret, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
            int place = hash[hash.length - 1] & 15;
            int number = ByteBuffer.wrap(hash, place, 4).getInt() & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String base32) {
        ByteBuffer out = ByteBuffer.allocate(base32.length() * 5 / 8);
        int bits = 0;
        int count = 0;
        for (char c : base32.toCharArray()) {
            bits = bits << 5 | ALPHABET.indexOf(c);
            count += 5;
            if (count >= 8) {
                count -= 8;
                out.put((byte) (bits >> count));
                bits &= (1 << count) - 1;
            }
        }
        return out.array();
    }
}
