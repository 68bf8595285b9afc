package eu.runlater.console.connect;

import eu.runlater.console.ui.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Where the system has no key store: a file sealed with AES-256-GCM under a random key in a second file, both for
/// the owner only. It keeps keys out of backups and screen shares of the one file; it does not protect them from
/// somebody who can read the whole home folder, and [#place()] says so.
final class FileVault implements KeyVault {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path keyFile;
    private final SealedFile file;
    private final SecureRandom random = new SecureRandom();

    FileVault(Path folder) {
        this.keyFile = folder.resolve("keys.secret");
        this.file = new SealedFile(folder.resolve("keys.json"));
    }

    @Override
    public Optional<String> read(String profile) throws VaultFailure {
        Optional<String> sealed = file.read(profile);
        return sealed.isEmpty() ? Optional.empty() : Optional.of(open(profile, sealed.get()));
    }

    @Override
    public void write(String profile, String key) throws VaultFailure {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, profile, nonce).doFinal(key.getBytes(StandardCharsets.UTF_8));
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            file.write(profile, Base64.getEncoder().encodeToString(whole));
        } catch (GeneralSecurityException e) {
            throw new VaultFailure("the key cannot be sealed", e);
        }
    }

    @Override
    public void delete(String profile) throws VaultFailure {
        file.delete(profile);
    }

    @Override
    public String place() {
        return Texts.get(
                "connect.vault.file", keyFile.resolveSibling("keys.json").toString());
    }

    private String open(String profile, String sealed) throws VaultFailure {
        try {
            byte[] whole = Base64.getDecoder().decode(sealed);
            if (whole.length <= NONCE_BYTES) {
                throw new VaultFailure("the stored key is damaged");
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, profile, Arrays.copyOf(whole, NONCE_BYTES));
            byte[] key = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(key, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultFailure("the stored key cannot be opened with " + keyFile, e);
        }
    }

    private Cipher cipher(int mode, String profile, byte[] nonce) throws GeneralSecurityException, VaultFailure {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, secret(), new GCMParameterSpec(TAG_BITS, nonce));
        // Bound to its profile: a sealed text copied to another name does not open.
        cipher.updateAAD(profile.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKeySpec secret() throws VaultFailure {
        try {
            if (!Files.exists(keyFile)) {
                byte[] fresh = new byte[KEY_BYTES];
                random.nextBytes(fresh);
                PrivateFiles.write(keyFile, fresh);
            }
            return new SecretKeySpec(Files.readAllBytes(keyFile), "AES");
        } catch (IOException e) {
            throw new VaultFailure(keyFile + " cannot be used: " + e.getMessage(), e);
        }
    }
}
