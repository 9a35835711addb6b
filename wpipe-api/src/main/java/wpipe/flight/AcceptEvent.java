package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("wpipe.Accept")
@Label("Accept")
@Description("A server got a client")
@Category("wpipe")
@StackTrace(false)
final class AcceptEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;

    @Label("Mode")
    @Description("The mode of this end")
    @Nullable
    String mode;

    @Label("Clients")
    @Description("How many clients the server has")
    int clients;
}
