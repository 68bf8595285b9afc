package eu.runlater.console.team;

import eu.runlater.console.shell.Role;
import eu.runlater.console.ui.Texts;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/// One of the roles that can be given, with what each may do. Ownership cannot be given. FX thread.
final class RoleChoice extends VBox {
    private static final List<Role> GIVEN = List.of(Role.VIEWER, Role.MEMBER, Role.ADMIN);

    private final ToggleGroup group = new ToggleGroup();

    RoleChoice(Role chosen) {
        super(10);
        getStyleClass().add("role-choice");
        for (Role role : GIVEN) {
            RadioButton button = new RadioButton(role.text());
            button.setId("role-" + role.word());
            button.setUserData(role);
            button.setToggleGroup(group);
            button.setSelected(role == chosen);
            button.getStyleClass().add("strong");
            Label hint = new Label(Texts.get("team.role." + role.word()));
            hint.getStyleClass().add("field-hint");
            hint.setWrapText(true);
            hint.setMinHeight(USE_PREF_SIZE);
            VBox line = new VBox(2, button, hint);
            hint.getStyleClass().add("role-hint");
            getChildren().add(line);
        }
    }

    Role chosen() {
        return group.getSelectedToggle() != null && group.getSelectedToggle().getUserData() instanceof Role role
                ? role
                : Role.VIEWER;
    }

    RadioButton focusable() {
        return group.getSelectedToggle() instanceof RadioButton button
                ? button
                : (RadioButton) group.getToggles().getFirst();
    }
}
