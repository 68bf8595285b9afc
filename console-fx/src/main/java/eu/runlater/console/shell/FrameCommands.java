package eu.runlater.console.shell;

import eu.runlater.console.ui.Appearance;
import eu.runlater.console.ui.FailureText;
import eu.runlater.console.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.kordamp.ikonli.feather.Feather;

/// The commands that exist on every screen.
final class FrameCommands {
    private final Session session;
    private final Preferences preferences;
    private final Appearance appearance;
    private final Doors doors;

    FrameCommands(Session session, Preferences preferences, Appearance appearance, Doors doors) {
        this.session = session;
        this.preferences = preferences;
        this.appearance = appearance;
        this.doors = doors;
    }

    /// @param palette opens it · @param help opens it · @param refresh of the screen shown · @param pause of live
    /// changes
    List<Command> frame(Runnable palette, Runnable help, Runnable refresh, Runnable pause) {
        Navigator navigator = session.navigator();
        List<Command> commands = new ArrayList<>(List.of(
                Command.of("shell.palette", "shell.command.palette", palette)
                        .withKeys("Shortcut+K")
                        .withIcon(Feather.SEARCH),
                Command.of("shell.help", "shell.command.help", help)
                        .withKeys("?")
                        .withIcon(Feather.HELP_CIRCLE),
                Command.of("shell.refresh", "shell.command.refresh", refresh)
                        .withKeys("R")
                        .withIcon(Feather.REFRESH_CW),
                Command.of("shell.pause", "shell.command.pause", pause)
                        .withKeys("P")
                        .withIcon(Feather.PAUSE),
                Command.of("shell.undo", "shell.command.undo", session.toasts()::undo)
                        .withKeys("Z")
                        .withIcon(Feather.CORNER_UP_LEFT),
                Command.of("shell.zone", "shell.command.zone", session.times()::switchZone)
                        .withKeys("U")
                        .withIcon(Feather.GLOBE),
                Command.of("shell.copy_link", "shell.command.copy_link", this::copyLink)
                        .withKeys("Shift+Y")
                        .withIcon(Feather.LINK),
                Command.of("shell.open_link", "shell.command.open_link", this::openLink)
                        .withIcon(Feather.EXTERNAL_LINK),
                Command.of("shell.sidebar", "shell.command.sidebar", this::foldSidebar)
                        .withKeys("Shortcut+B")
                        .withIcon(Feather.SIDEBAR),
                Command.of("shell.back", "shell.command.back", navigator::back)
                        .withKeys("Alt+Left")
                        .withIcon(Feather.ARROW_LEFT),
                Command.of("shell.forward", "shell.command.forward", navigator::forward)
                        .withKeys("Alt+Right")
                        .withIcon(Feather.ARROW_RIGHT),
                Command.of("shell.theme", "shell.command.theme", appearance::flip)
                        .withIcon(Feather.MOON),
                Command.of(
                                "shell.theme_system",
                                "shell.command.theme_system",
                                () -> appearance.choiceProperty().set(Appearance.Choice.SYSTEM))
                        .withIcon(Feather.MONITOR),
                Command.of("shell.profiles", "shell.command.profiles", doors::allProfiles)
                        .withIcon(Feather.SERVER)));
        if (session.api().access().isSession()) {
            commands.add(Command.of("shell.sign_out", "shell.command.sign_out", this::signOut)
                    .withIcon(Feather.LOG_OUT));
        }
        return commands;
    }

    /// The token is worth nothing afterwards. If the engine cannot be told, that is said, and one stays signed in.
    private void signOut() {
        session.background()
                .ask(
                        () -> {
                            session.api().session().signOut();
                            return session.profile();
                        },
                        doors::signedOut,
                        why -> {
                            if (why.status() == 401) {
                                doors.signedOut(session.profile()); // it had ended already
                            } else {
                                session.toasts().failed(Texts.get("shell.sign_out.failed", FailureText.sentence(why)));
                            }
                        });
    }

    List<Command> rooms(List<Room> rooms) {
        List<Command> commands = new ArrayList<>();
        for (Room room : rooms) {
            commands.add(Command.of(
                            "go." + room.id(),
                            room.titleKey(),
                            () -> session.navigator().go(room.id()))
                    .named(() -> Texts.get("shell.command.go", Texts.get(room.titleKey())))
                    .withKeys(room.keys())
                    .withIcon(room.icon()));
        }
        return commands;
    }

    List<Command> profiles() {
        List<Command> commands = new ArrayList<>();
        List<Profile> profiles = doors.profiles();
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            if (!profile.equals(session.profile())) {
                Command command = Command.of(
                                "profile." + profile.name(),
                                "shell.command.profile",
                                () -> doors.open(profile, Optional.empty()))
                        .named(() -> Texts.get("shell.command.profile", profile.name()))
                        .withIcon(Feather.SERVER);
                commands.add(i < 9 ? command.withKeys("Shortcut+" + (i + 1)) : command);
            }
        }
        return commands;
    }

    private void foldSidebar() {
        preferences
                .sidebarFoldedProperty()
                .set(!preferences.sidebarFoldedProperty().get());
    }

    private void copyLink() {
        ClipboardContent clip = new ClipboardContent();
        clip.putString(session.navigator().current().toString());
        Clipboard.getSystemClipboard().setContent(clip);
        session.toasts().info(Texts.get("shell.link.copied"));
    }

    private void openLink() {
        String clip = Clipboard.getSystemClipboard().getString();
        Optional<Place> place = Place.parse(clip == null ? "" : clip);
        if (place.isEmpty()) {
            session.toasts().failed(Texts.get("shell.link.none"));
        }
        place.ifPresent(this::open);
    }

    /// Here or in another profile; says so when there is no such profile.
    void open(Place place) {
        if (place.profile().equals(session.profile().name())) {
            session.navigator().go(place);
            return;
        }
        doors.profiles().stream()
                .filter(profile -> profile.name().equals(place.profile()))
                .findFirst()
                .ifPresentOrElse(
                        profile -> doors.open(profile, Optional.of(place)),
                        () -> session.toasts().failed(Texts.get("shell.link.unknown", place.toString())));
    }
}
