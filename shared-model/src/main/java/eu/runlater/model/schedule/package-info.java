/// When something is to happen again and again: cron expressions and intervals, and the walk over time that never
/// loses or doubles a firing at a clock change (G-CRN-6, G-CRN-7). Used by the engine to plan and by the console
/// to check what is typed. Pure values, any thread.
@org.jspecify.annotations.NullMarked
package eu.runlater.model.schedule;
