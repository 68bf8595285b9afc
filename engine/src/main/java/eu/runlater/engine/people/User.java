package eu.runlater.engine.people;

import eu.runlater.model.Person;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person as stored.
///
/// @param passwordHash absent: signs in with OpenID Connect only
/// @param totpSecret sealed; absent = no second factor set up · @param totpInForce whether it was confirmed
public record User(
        UUID id,
        String email,
        @Nullable String name,
        @Nullable String passwordHash,
        boolean operator,
        byte @Nullable [] totpSecret,
        boolean totpInForce) {
    Person person() {
        return new Person(id, email, name);
    }

    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
