package eu.runlater.engine.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks ID tokens as OpenID Connect Core §3.1.3.7 asks: signed by a key of the provider, with an algorithm of public
/// keys; issued by it, for us, for this flow; still good.
final class IdTokens {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);
    private static final Set<String> NEEDED = Set.of("iss", "aud", "exp", "iat", "sub", "nonce");
    private static final int CLOCKS_DIFFER_SECONDS = 60;

    private final Provider provider;
    private final InstantSource clock;

    IdTokens(Provider provider, InstantSource clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /// Who the provider says it is.
    record Identity(String email, @Nullable String name) {}

    Identity check(String token, String nonce) throws Provider.Unusable {
        JWTClaimsSet claims = claims(token);
        try {
            if (claims.getAudience().size() > 1 && !provider.clientId().equals(claims.getStringClaim("azp"))) {
                throw refused("was issued to somebody else");
            }
            byte[] said = String.valueOf(claims.getStringClaim("nonce")).getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(said, nonce.getBytes(StandardCharsets.UTF_8))) {
                throw refused("belongs to another sign-in");
            }
            String email = claims.getStringClaim("email");
            Object verified = claims.getClaim("email_verified");
            if (email == null || email.isBlank()) {
                throw new Provider.Unusable("the provider does not say an e-mail address");
            }
            if (!Boolean.TRUE.equals(verified) && !"true".equals(verified)) {
                throw new Provider.Unusable("the provider has not verified the e-mail address");
            }
            return new Identity(email.strip(), claims.getStringClaim("name"));
        } catch (ParseException e) {
            throw refused("has claims of an unexpected kind");
        }
    }

    private JWTClaimsSet claims(String token) throws Provider.Unusable {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            try {
                return verified(signed, provider.keys(false));
            } catch (BadJWTException e) {
                throw e;
            } catch (BadJOSEException e) {
                return verified(signed, provider.keys(true)); // perhaps with a key it has had since
            }
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw refused("is not acceptable");
        }
    }

    private JWTClaimsSet verified(SignedJWT token, JWKSet keys)
            throws Provider.Unusable, BadJOSEException, JOSEException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        JWTClaimsSet exact = new JWTClaimsSet.Builder()
                .issuer(provider.description().issuer())
                .build();
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(Set.of(provider.clientId()), exact, new HashSet<>(NEEDED), Set.of()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew(CLOCKS_DIFFER_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        return processor.process(token, null);
    }

    private static Provider.Unusable refused(String why) {
        return new Provider.Unusable("the provider's ID token " + why);
    }
}
