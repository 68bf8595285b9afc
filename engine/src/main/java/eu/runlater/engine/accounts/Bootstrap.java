package eu.runlater.engine.accounts;

import eu.runlater.engine.delivery.SigningSecret;
import eu.runlater.engine.delivery.SigningSecrets;
import eu.runlater.engine.runtime.Ids;
import eu.runlater.engine.settings.Secret;
import eu.runlater.engine.settings.Settings;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the first organization, its owner and a key, both operators of the installation, when the database has no
/// organization yet, before the
/// API listens. Two engines that start at the same moment make one.
@Component
public class Bootstrap implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(Bootstrap.class);
    private static final String ORGANIZATION = "Default";
    private static final String PLAN = "unlimited";
    private static final String EMAIL = "owner@localhost";

    private final Settings settings;
    private final AccountsRepository accounts;
    private final KeyRepository keys;
    private final SigningSecrets signingSecrets;
    private final TransactionTemplate transactions;
    private final Ids ids;
    private final Passwords passwords;
    private volatile Optional<FirstStart> made = Optional.empty();

    Bootstrap(
            Settings settings,
            AccountsRepository accounts,
            KeyRepository keys,
            SigningSecrets signingSecrets,
            TransactionTemplate transactions,
            Ids ids,
            Passwords passwords) {
        this.settings = settings;
        this.accounts = accounts;
        this.keys = keys;
        this.signingSecrets = signingSecrets;
        this.transactions = transactions;
        this.ids = ids;
        this.passwords = passwords;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (accounts.hasOrganization()) {
            noteUnusedSettings();
            return;
        }
        made = transactions.execute(_ -> {
            accounts.lockBootstrap();
            return accounts.hasOrganization() ? Optional.<FirstStart>empty() : Optional.of(make());
        });
    }

    private FirstStart make() {
        Settings.Bootstrap given = settings.bootstrap();
        UUID organization = ids.next();
        UUID owner = ids.next();
        String email = given.email().orElse(EMAIL);
        String password = given.password().map(Secret::text).orElseGet(passwords::random);
        ApiKeyToken key =
                given.apiKey().map(secret -> new ApiKeyToken(secret.text())).orElseGet(ApiKeyToken::random);
        accounts.addOrganization(organization, ORGANIZATION, PLAN, settings.retentionDays());
        accounts.addOperator(owner, email, passwords.hash(password));
        accounts.addMember(organization, owner, "owner");
        keys.add(new KeyRepository.NewKey(ids.next(), organization, "First key", key, "full", true, null, null, null));
        String secret = given.webhookSecret()
                .map(chosen -> signingSecrets.create(organization, SigningSecret.of(chosen.text())))
                .orElseGet(() -> signingSecrets.create(organization))
                .reveal();
        return new FirstStart(key.text(), email, given.password().isPresent() ? "" : password, secret);
    }

    private void noteUnusedSettings() {
        Settings.Bootstrap given = settings.bootstrap();
        if (given.password().isPresent() || given.email().isPresent()) {
            log.info(
                    "RUNLATER_BOOTSTRAP_… settings matter to the first start only; this database has its owner already");
        }
    }

    /// What this start made; empty when the organization was there before.
    public Optional<FirstStart> made() {
        return made;
    }
}
