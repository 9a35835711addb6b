package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

@Name("wpipe.Provider")
@Label("Backend Chosen")
@Description("A backend was chosen for a server or a client")
@Category("wpipe")
@StackTrace(false)
final class ProviderEvent extends Event {
    @Label("Backend")
    @Description("The name of the backend")
    @Nullable
    String provider;

    @Label("Reason")
    @Description("Why this one")
    @Nullable
    String reason;
}
