package eu.runlater.model.schedule;

/// What is wrong with a schedule, in a sentence that names the field, the value and what would do.
public final class ScheduleMistake extends Exception {
    private static final long serialVersionUID = 1;

    public ScheduleMistake(String message) {
        super(message, null, false, false); // an answer, not a fault: nobody reads where it was made
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
