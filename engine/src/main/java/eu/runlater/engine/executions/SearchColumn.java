package eu.runlater.engine.executions;

/// The columns a search may compare, by their name in [SummaryRow]'s selects. What a client writes chooses among these;
/// its own text is only ever bound.
enum SearchColumn {
    ID("id"),
    RUN("run_id"),
    TASK_ID("task_id"),
    TASK_NAME("task_name"),
    STATUS("status"),
    QUEUE("queue"),
    HOST("host"),
    KIND("kind"),
    URL("url"),
    STATUS_CODE("status_code"),
    ERROR_KIND("error_kind"),
    ERROR_MESSAGE("error_message"),
    CAUSE("cause"),
    SCHEDULED_FOR("scheduled_for"),
    FINISHED_AT("finished_at");

    private final String sql;

    SearchColumn(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
