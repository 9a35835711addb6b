package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("wpipe.Connect")
@Label("Connect")
@Description("A client connected to a server, or tried to")
@Category("wpipe")
final class ConnectEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;

    @Label("Mode")
    @Description("The mode of this end")
    @Nullable
    String mode;

    @Label("Backend")
    @Description("The name of the backend")
    @Nullable
    String provider;

    @Label("Failure")
    @Description("Why it did not connect; null if it did")
    @Nullable
    String failure;
}
