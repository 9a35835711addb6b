package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("wpipe.BusyWait")
@Label("Wait for a Busy Pipe")
@Description("A client waited since all instances of a pipe were busy, or it was absent")
@Category("wpipe")
@StackTrace(false)
final class BusyWaitEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;
}
