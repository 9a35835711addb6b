package wpipe.flight;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("wpipe.Write")
@Label("Write")
@Description("A message was written")
@Category("wpipe")
@Threshold("20 ms")
final class WriteEvent extends Event {
    @Label("Pipe")
    @Description("The path of the pipe")
    @Nullable
    String pipe;

    @Label("Mode")
    @Description("The mode of this end")
    @Nullable
    String mode;

    @Label("Size")
    @Description("The size of the message")
    @DataAmount
    int bytes;
}
