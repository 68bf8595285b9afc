package eu.runlater.engine.credentials;

import eu.runlater.engine.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/// Reads a private key in PEM form down to plain PKCS #8: that form itself, the same under a passphrase, and the old
/// one
/// of RSA keys. Its messages never quote the key. Pure.
final class PrivateKeyPem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]{0,20}PRIVATE KEY)-----([A-Za-z0-9+/=\\s]{1,65536})-----END \\1-----");
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final int MOST_ITERATIONS = 2_000_000; // beyond that, opening it takes many seconds
    // version 0, and the algorithm rsaEncryption with its absent parameters (RFC 5208)
    private static final byte[] RSA_HEAD = {2, 1, 0, 48, 13, 6, 9, 42, -122, 72, -122, -9, 13, 1, 1, 1, 5, 0};

    private PrivateKeyPem() {}

    /// @throws IllegalArgumentException with a sentence about what is wrong
    static Secret read(String pem, @Nullable String passphrase) {
        Matcher block = BLOCK.matcher(pem);
        if (pem.contains("Proc-Type:")) {
            throw new IllegalArgumentException(
                    "is encrypted in an outdated way; convert it: openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem");
        }
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "must be a private key in PEM form: -----BEGIN PRIVATE KEY----- or -----BEGIN ENCRYPTED PRIVATE KEY-----");
        }
        byte[] der = der(block.group(2));
        return Secret.of(
                switch (block.group(1)) {
                    case "PRIVATE KEY" -> der;
                    case "ENCRYPTED PRIVATE KEY" -> decrypted(der, passphrase);
                    case "RSA PRIVATE KEY" -> fromRsa(der);
                    default ->
                        throw new IllegalArgumentException("is a " + block.group(1)
                                + "; turn it into PKCS #8 first: openssl pkcs8 -topk8 -in key.pem -out pkcs8.pem");
                });
    }

    private static byte[] der(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("is not readable: its Base64 is damaged");
        }
    }

    private static byte[] decrypted(byte[] der, @Nullable String passphrase) {
        if (passphrase == null) {
            throw new IllegalArgumentException("is encrypted; send its \"passphrase\" along");
        }
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            // For PBES2 only the parameters know the whole name, e.g. PBEWithHmacSHA256AndAES_256.
            String name = info.getAlgName();
            AlgorithmParameters parameters = info.getAlgParameters();
            if (parameters.getParameterSpec(PBEParameterSpec.class).getIterationCount() > MOST_ITERATIONS) {
                throw new IllegalArgumentException("");
            }
            String algorithm = name.equals(PBES2) || name.equals("PBES2") ? parameters.toString() : name;
            PBEKeySpec spec = new PBEKeySpec(passphrase.toCharArray());
            Key key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.DECRYPT_MODE, key, parameters);
            PKCS8EncodedKeySpec plain = info.getKeySpec(cipher);
            return plain.getEncoded();
        } catch (GeneralSecurityException | IOException | RuntimeException _) { // hostile DER meets them all
            throw new IllegalArgumentException(
                    "does not open with this passphrase, or is encrypted in a way unknown here");
        }
    }

    private static byte[] fromRsa(byte[] pkcs1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(RSA_HEAD);
        writeElement(content, 0x04, pkcs1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        writeElement(whole, 0x30, content.toByteArray());
        return whole.toByteArray();
    }

    private static void writeElement(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length & 0xff);
        }
        out.writeBytes(content);
    }
}
