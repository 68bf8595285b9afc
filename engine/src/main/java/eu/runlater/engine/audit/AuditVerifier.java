package eu.runlater.engine.audit;

import eu.runlater.engine.audit.AuditRepository.Chain;
import eu.runlater.engine.audit.AuditRepository.Row;
import eu.runlater.engine.audit.AuditRepository.Seal;
import eu.runlater.model.AuditVerdict;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Recomputes an organization's chain from the oldest entry that is kept to its head, in pages, and names the first
/// entry that is not as it was written.
@Service
class AuditVerifier {
    private static final int PAGE = 1_000; // G-NOD-5

    private final AuditRepository repository;
    private final InstantSource clock;

    AuditVerifier(AuditRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    AuditVerdict verify(UUID organizationId) {
        Chain chain = repository.chain(organizationId);
        if (chain == null) {
            return new AuditVerdict(true, 0, 1, null, clock.instant(), null);
        }
        Map<Long, byte[]> seals = new HashMap<>();
        for (Seal seal : repository.seals(organizationId, chain.trimmed())) {
            seals.put(seal.number(), seal.head());
        }
        long number = chain.trimmed();
        byte[] hash = chain.trimmedHash();
        // What is appended meanwhile is beyond the head that was read, and left for the next time.
        while (number < chain.length()) {
            List<Row> page = repository.page(organizationId, number, PAGE);
            for (Row row : page) {
                String fault = fault(row, number + 1, hash, seals.remove(row.number()));
                if (fault != null) {
                    return broken(chain, number + 1, fault);
                }
                number = row.number();
                hash = row.hash();
                if (number == chain.length()) {
                    break;
                }
            }
            if (page.isEmpty()) {
                return broken(chain, number + 1, "it is missing, and so is everything after it");
            }
        }
        if (!Arrays.equals(hash, chain.head())) {
            return broken(chain, number, "its hash is not the chain's head");
        }
        if (seals.keySet().stream().anyMatch(at -> at > chain.length())) {
            return broken(chain, chain.length() + 1, "a daily seal covers it, but it is gone");
        }
        return new AuditVerdict(
                true,
                chain.length() - chain.trimmed(),
                chain.trimmed() + 1,
                HexFormat.of().formatHex(chain.head()),
                clock.instant(),
                null);
    }

    private static @Nullable String fault(Row row, long expected, byte[] previous, byte @Nullable [] seal) {
        if (row.number() != expected) {
            return "it is missing";
        }
        if (!Arrays.equals(row.hash(), Canonical.hash(previous, row.canonical()))) {
            return "its content or its hash was changed";
        }
        Canonical entry = Canonical.of(row.canonical());
        boolean same = entry.number() == row.number()
                && entry.id().equals(row.id())
                && entry.at().equals(row.at())
                && entry.actorType().equals(row.actorType())
                && Objects.equals(entry.actorId(), row.actorId())
                && entry.action().equals(row.action())
                && entry.resourceType().equals(row.resourceType())
                && Objects.equals(entry.resourceId(), row.resourceId());
        if (!same) {
            return "its columns say something else than what was hashed";
        }
        return seal == null || Arrays.equals(seal, row.hash()) ? null : "it is not the one that the daily seal saw";
    }

    private AuditVerdict broken(Chain chain, long number, String reason) {
        return new AuditVerdict(
                false,
                chain.length() - chain.trimmed(),
                chain.trimmed() + 1,
                HexFormat.of().formatHex(chain.head()),
                clock.instant(),
                new AuditVerdict.Broken(number, "Entry " + number + ": " + reason + "."));
    }
}
