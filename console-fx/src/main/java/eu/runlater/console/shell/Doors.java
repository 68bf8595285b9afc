package eu.runlater.console.shell;

import java.util.List;
import java.util.Optional;

/// The ways out of an open profile, which only the application can go. FX thread.
public interface Doors {
    List<Profile> profiles();

    /// Closes this profile, then opens that one.
    ///
    /// @param place where in it; absent = where it was left
    void open(Profile profile, Optional<Place> place);

    /// Closes this profile and shows all of them.
    void allProfiles();

    /// Closes this profile and asks for another key for it.
    void enterKey(Profile profile);

    /// Opens the open profile anew with the key it has: what was on screen is not true of it any more.
    void reopen();

    /// Asks for the password over the open screen, on which nothing is lost.
    void signInAgain();

    /// The session was ended: forgets its token and shows all profiles.
    void signedOut(Profile profile);
}
