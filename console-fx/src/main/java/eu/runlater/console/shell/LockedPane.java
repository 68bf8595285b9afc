package eu.runlater.console.shell;

import eu.runlater.console.ui.EmptyState;
import eu.runlater.console.ui.Texts;
import eu.runlater.model.WhoAmI;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;

/// What stands where one may not look: which role that needs, and who has it. FX thread.
public final class LockedPane extends StackPane {
    public LockedPane(Session session, Role least) {
        setId("locked");
        WhoAmI me = session.rights().me();
        boolean key = me != null && me.kind().equals("key");
        String title = Texts.get("shell.locked.title", least.text());
        String text = me == null
                ? ""
                : key
                        ? Texts.get("shell.locked.key", me.credentialName(), me.scope())
                        : Texts.get(
                                "shell.locked.text",
                                Role.of(me.role()).text(),
                                me.organization().name());
        Label who = new Label();
        who.setId("locked-who");
        who.setWrapText(true);
        getChildren().add(new EmptyState(Feather.LOCK, title, text, who));
        if (!key) {
            session.rights()
                    .holders(
                            least,
                            holders -> who.setText(
                                    holders.isEmpty() ? "" : Texts.get("shell.locked.who", least.text(), holders)));
        }
    }
}
