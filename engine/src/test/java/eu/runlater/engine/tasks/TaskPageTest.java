package eu.runlater.engine.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.runlater.engine.web.ApiProblem;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskPageTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,-,50,0",
                "10,20,10,20",
                "100,0,100,0",
                "101,0,100,0",
                "99999999999999,0,100,0",
                "0,0,50,0",
                "-1,-1,50,0",
                "abc,abc,50,0",
                "'',''  ,50,0",
                "1.5,1.5,50,0",
                "1,99999999,1,10000"
            })
    void limit_and_offset_are_made_usable(String limit, String offset, int effectiveLimit, int effectiveOffset) {
        TaskPage.Request request = TaskPage.Request.of(null, limit, offset, null);

        assertThat(request.limit()).isEqualTo(effectiveLimit);
        assertThat(request.offset()).isEqualTo(effectiveOffset);
    }

    @Test
    void a_cursor_reads_back_as_the_same_place() {
        UUID id = UUID.fromString("0196a1c2-8f10-7c3e-9b21-5d0e6f7a8b90");
        TaskCursor run = new TaskCursor.Run(OffsetDateTime.parse("2026-05-04T09:30:00.123456Z"), id);
        TaskCursor waiting = new TaskCursor.Waiting(id);

        assertThat(TaskCursor.parse(run.text())).isEqualTo(run);
        assertThat(TaskCursor.parse(waiting.text())).isEqualTo(waiting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "%%%",
                "ciAx",
                "dyB4",
                "ciA5OTk5OTk5OTk5OTk5OTk5OSAwIDAxOTZhMWMyLThmMTAtN2MzZS05YjIxLTVkMGU2ZjdhOGI5MA"
            })
    void a_made_up_cursor_is_a_bad_request(String text) {
        assertThatExceptionOfType(ApiProblem.class)
                .isThrownBy(() -> TaskCursor.parse(text))
                .matches(problem -> problem.status() == 400);
    }
}
