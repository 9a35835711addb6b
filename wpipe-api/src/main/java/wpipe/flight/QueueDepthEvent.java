package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("wpipe.QueueDepth")
@Label("Queue Depth")
@Description("A server told which of its clients can be read")
@Category("wpipe")
@StackTrace(false)
final class QueueDepthEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;

    @Label("Ready")
    @Description("How many of them can be read")
    int ready;

    @Label("Clients")
    @Description("How many clients the server has")
    int clients;
}
