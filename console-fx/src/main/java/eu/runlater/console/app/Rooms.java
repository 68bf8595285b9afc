package eu.runlater.console.app;

import eu.runlater.console.audit.AuditRoom;
import eu.runlater.console.executions.ExecutionsRoom;
import eu.runlater.console.inbound.InboundRoom;
import eu.runlater.console.newtask.NewTaskRoom;
import eu.runlater.console.overview.OverviewRoom;
import eu.runlater.console.queues.QueuesRoom;
import eu.runlater.console.settings.SettingsRoom;
import eu.runlater.console.shell.Room;
import eu.runlater.console.tasks.TasksRoom;
import eu.runlater.console.team.TeamRoom;
import java.util.List;

/// The rooms of this version, in the order of the navigation. The first one is where a profile opens.
public final class Rooms {
    private Rooms() {}

    public static List<Room> all() {
        return List.of(
                OverviewRoom.room(),
                ExecutionsRoom.room(),
                QueuesRoom.room(),
                TasksRoom.room(),
                InboundRoom.room(),
                NewTaskRoom.room(),
                TeamRoom.room(),
                AuditRoom.room(),
                SettingsRoom.room());
    }
}
