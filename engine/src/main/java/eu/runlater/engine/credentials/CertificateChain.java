package eu.runlater.engine.credentials;

import eu.runlater.engine.settings.Secret;
import eu.runlater.model.CredentialView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// A client certificate, those that vouch for it, and what can be done with them. Immutable.
record CertificateChain(List<X509Certificate> certificates) {
    private static final int MOST = 10;
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    /// @throws CertificateException with a sentence about what is wrong
    static CertificateChain parse(String pem) throws CertificateException {
        if (pem.contains("PRIVATE KEY")) {
            throw new CertificateException("holds a private key; send that in \"private_key\"");
        }
        List<X509Certificate> read;
        try {
            read = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException | RuntimeException e) { // the JDK's parser throws both at bad input
            throw new CertificateException("is not a readable certificate in PEM form", e);
        }
        if (read.isEmpty() || read.size() > MOST) {
            throw new CertificateException("must hold 1 to " + MOST
                    + " certificates in PEM form (-----BEGIN CERTIFICATE-----), the client's own first");
        }
        return new CertificateChain(List.copyOf(read));
    }

    X509Certificate own() {
        return certificates.getFirst();
    }

    /// Reads a key that is stored or was sent as PKCS #8.
    PrivateKey key(Secret pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(own().getPublicKey().getAlgorithm())
                .generatePrivate(new PKCS8EncodedKeySpec(pkcs8.bytes()));
    }

    /// Whether a key is the one the certificate speaks of: it signs, and the certificate's key agrees.
    boolean belongsTo(PrivateKey key) {
        PublicKey known = own().getPublicKey();
        String algorithm = switch (known.getAlgorithm()) {
            case "RSA", "RSASSA-PSS" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> known.getAlgorithm(); // EdDSA
        };
        byte[] text = "proof".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(known);
            checking.update(text);
            return checking.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /// What the TLS client shows.
    X509ExtendedKeyManager keyManager(Secret pkcs8) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key(pkcs8), IN_MEMORY, certificates.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, IN_MEMORY);
            for (KeyManager manager : factory.getKeyManagers()) {
                if (manager instanceof X509ExtendedKeyManager keys) {
                    return keys;
                }
            }
            throw new GeneralSecurityException("this JDK makes no key manager for X.509");
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }

    CredentialView.Certificate view() {
        X509Certificate own = own();
        return new CredentialView.Certificate(
                own.getSubjectX500Principal().getName(),
                own.getIssuerX500Principal().getName(),
                fingerprint(own),
                own.getNotBefore().toInstant(),
                own.getNotAfter().toInstant(),
                certificates.stream()
                        .skip(1)
                        .map(one -> one.getSubjectX500Principal().getName())
                        .toList());
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a parsed certificate has its bytes, and every JDK SHA-256", e);
        }
    }
}
