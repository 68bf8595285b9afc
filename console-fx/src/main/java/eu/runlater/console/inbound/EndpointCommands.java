package eu.runlater.console.inbound;

import eu.runlater.console.shell.Command;
import java.util.List;
import javafx.beans.value.ObservableValue;
import org.kordamp.ikonli.feather.Feather;

/// What one can do in this room, for keys, palette and help.
final class EndpointCommands {
    private EndpointCommands() {}

    /// @param refusal why nothing can be changed at the moment; empty = it can
    static List<Command> of(EndpointsView view, EndpointActions actions, ObservableValue<String> refusal) {
        return List.of(
                Command.of("inbound.new", "inbound.command.new", view::create)
                        .withKeys("N")
                        .withIcon(Feather.PLUS)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.edit", "inbound.command.edit", view::edit)
                        .withKeys("E")
                        .withIcon(Feather.EDIT_2)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.save", "inbound.form.save", view::save)
                        .withKeys("Shortcut+Enter")
                        .withIcon(Feather.CHECK)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.toggle", "inbound.command.toggle", actions::toggle)
                        .withKeys("S")
                        .withIcon(Feather.PAUSE_CIRCLE)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.replay", "inbound.command.replay", actions::replay)
                        .withKeys("Shift+R")
                        .withIcon(Feather.ROTATE_CW)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.replay_many", "inbound.command.replay_many", actions::replayMany)
                        .withIcon(Feather.ROTATE_CW)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.delete", "inbound.command.delete", actions::delete)
                        .withKeys("Delete")
                        .withIcon(Feather.TRASH_2)
                        .changing()
                        .refusedWhile(refusal),
                Command.of("inbound.copy", "inbound.copy_url", () -> actions.withCurrent(actions::copyUrl))
                        .withKeys("Y")
                        .withIcon(Feather.COPY),
                Command.of("inbound.show_new", "inbound.command.show_new", view::showNew)
                        .withKeys("."),
                Command.of("inbound.find", "inbound.command.find", view::find).withKeys("Shortcut+F"),
                Command.of("inbound.tab1", "inbound.tab.events", () -> view.openTab(0))
                        .withKeys("1"),
                Command.of("inbound.tab2", "inbound.tab.definition", () -> view.openTab(1))
                        .withKeys("2"),
                Command.of("inbound.down", "inbound.command.down", () -> view.move(1))
                        .withKeys("J")
                        .unlisted(),
                Command.of("inbound.up", "inbound.command.up", () -> view.move(-1))
                        .withKeys("K")
                        .unlisted(),
                Command.of("inbound.next", "inbound.command.down", () -> view.move(1))
                        .withKeys("]"),
                Command.of("inbound.previous", "inbound.command.up", () -> view.move(-1))
                        .withKeys("["),
                Command.of("inbound.close", "inbound.command.close", view::close)
                        .withKeys("Esc"));
    }
}
