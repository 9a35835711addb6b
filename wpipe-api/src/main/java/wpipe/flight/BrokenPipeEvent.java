package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("wpipe.BrokenPipe")
@Label("Broken Pipe")
@Description("The peer of a connection was found to be gone")
@Category("wpipe")
@StackTrace(false)
final class BrokenPipeEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;

    @Label("Mode")
    @Description("The mode of this end")
    @Nullable
    String mode;

    @Label("Operation")
    @Description("What found it")
    @Nullable
    String operation;
}
