package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import javafx.scene.Node;

/// One part of the room. FX thread.
interface Tab {
    /// In addresses and of its texts: `members`.
    String id();

    /// The role one needs to look at it.
    Role least();

    Node node();

    /// It is shown now, or is to be read afresh.
    void refresh();

    /// It is not shown any more.
    default void leave() {}

    /// Where the focus belongs.
    void focus();

    /// `N`: makes a new one, where that can be done.
    default void create() {}

    /// `E`: changes the selected one.
    default void edit() {}

    /// `Del`: takes the selected one away.
    default void delete() {}

    /// To the next or previous one.
    default void move(int step) {}
}
