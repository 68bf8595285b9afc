package eu.runlater.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.runlater.console.engine.Screens;
import eu.runlater.console.engine.ScriptedAccounts;
import eu.runlater.console.engine.ScriptedAudit;
import eu.runlater.console.engine.Stage;
import eu.runlater.console.ui.Row;
import eu.runlater.model.AuditEntry;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class AuditScreenTest extends Screens {
    private final ScriptedAccounts accounts = ScriptedAccounts.of(engine, NOW).company();
    private final ScriptedAudit log = ScriptedAudit.of(engine, NOW);

    private TableView<Row<Long, AuditEntry>> table() {
        return robot.lookup("#audit .table-view").queryTableView();
    }

    private void opened(String address) throws Exception {
        open(address);
        until(() -> robot.lookup("#audit .table-view").tryQuery().isPresent());
    }

    @Test
    void g_l_goes_there_and_every_entry_says_who_what_and_why() throws Exception {
        log.night();
        night.tell(engine);
        open("executions");
        await().until(() -> {
            robot.type(KeyCode.G, KeyCode.L);
            return reads("queue.paused");
        });
        assertThat(reads("ops@acme.test")).isTrue();
        assertThat(reads("queue billing")).isTrue();
        assertThat(reads("“card processor down, ticket 4”  paused")).isTrue();
        assertThat(reads("the engine")).isTrue();
    }

    @Test
    void an_entry_shows_its_fields_before_and_after_its_reason_and_its_hash() throws Exception {
        log.night();
        opened("audit?sel=4");
        until(() -> shows("#audit-detail"));
        assertThat(reads("−  https://api.acme.test/invoices")).isTrue();
        assertThat(reads("+  https://api.acme.test/v2/invoices/nightly")).isTrue();
        assertThat(reads("+  acme")).isTrue();
        assertThat(reads("none given")).isTrue();
        assertThat(texts("#audit-hash").getFirst()).hasSize(64);
        press(KeyCode.ESCAPE);
        until(() -> !shows("#audit-detail"));
    }

    @Test
    void a_secrets_change_is_told_without_its_values() throws Exception {
        log.night();
        opened("audit?sel=5");
        until(() -> reads("Changed; its values are not written down."));
        assertThat(reads("rotated, ticket 1182")).isTrue();
    }

    @Test
    void the_filter_is_part_of_the_address_and_leads_back() throws Exception {
        log.night();
        Stage stage = open("audit");
        until(() -> robot.lookup("#audit .table-view").tryQuery().isPresent());
        press(KeyCode.SLASH);
        robot.interact(() -> {
            TextField action = robot.lookup("#audit-filter-action").query();
            action.setText("queue");
            action.getOnAction().handle(null);
        });
        until(() -> table().getItems().size() == 1);
        assertThat(stage.session().navigator().current().get("action")).isEqualTo("queue");
        robot.interact(() -> stage.session().navigator().back());
        until(() -> table().getItems().size() == 10);
    }

    @Test
    void one_click_shows_what_else_this_person_did() throws Exception {
        log.night();
        opened("audit?sel=8");
        until(() -> shows("#audit-actor"));
        robot.interact(() -> robot.lookup("#audit-actor").<Hyperlink>query().fire());
        until(() -> table().getItems().size() == 5);
        assertThat(table().getItems())
                .allSatisfy(row -> assertThat(row.value().actor().id()).isEqualTo(ScriptedAudit.OPS));
    }

    @Test
    void verifying_says_that_all_is_whole_or_where_it_breaks() throws Exception {
        log.night();
        opened("audit");
        robot.interact(() -> robot.lookup("#audit-verify").<ButtonBase>query().fire());
        until(() -> reads("whole: all 10 entries are as they were written"));
        log.breakAt(3, "an entry is missing");
        robot.interact(() -> robot.lookup("#audit-verify").<ButtonBase>query().fire());
        until(() -> reads("broken at entry 3: an entry is missing"));
    }

    @Test
    void a_member_sees_a_lock_the_role_it_needs_and_who_has_it() throws Exception {
        log.night();
        accounts.as("member");
        open("audit");
        until(() -> shows("#locked"));
        assertThat(reads("This needs the role “admin”")).isTrue();
        assertThat(reads("Your role is “member” in Acme.")).isTrue();
        until(() -> reads("At least “admin”: ops@acme.test, ida@acme.test"));
        assertThat(robot.lookup("#nav-audit").<ButtonBase>query().getAccessibleText())
                .isEqualTo("Audit log, locked: needs the role admin");
    }

    @Test
    void a_role_that_was_given_meanwhile_opens_the_room_on_refresh() throws Exception {
        log.night();
        accounts.as("member");
        open("audit");
        until(() -> shows("#locked"));
        accounts.as("admin");
        press(KeyCode.R);
        until(() -> reads("queue.paused"));
        assertThat(shows("#locked")).isFalse();
    }

    @Test
    void the_first_time_it_says_what_will_stand_here() throws Exception {
        open("audit");
        until(() -> reads("Nothing was done yet"));
    }
}
