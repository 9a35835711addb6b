package wpipe.cli;

import wpipe.api.Providers;
import wpipe.api.Providers.Found;
import wpipe.spi.Reach;

/** What {@code serve}, {@code connect} and the like need to be of any use: pipes that other programs can reach. */
final class PipesOfTheMachine {
    private PipesOfTheMachine() {}

    /**
     * Stops where the backend that would be used makes pipes that end at this JVM, unless it was asked for by name; then it
     * says so all the same, since "there is no pipe of that name" explains nothing there.
     */
    static void require(Wpipe wpipe) throws CommandFailure {
        if (Wpipe.isWindows()) {
            // No such backend is chosen by itself there, and to list the backends would link each of them.
            return;
        }
        for (Found found : Providers.list()) {
            String asked = wpipe.provider();
            boolean used = asked == null ? found.chosen() : found.name().equalsIgnoreCase(asked);
            if (used && found.reach() == Reach.JVM) {
                String text = "pipes of " + found.name() + " end at this JVM, no other program can reach them";
                if (asked == null && System.getProperty(Providers.PROPERTY) == null) {
                    throw new CommandFailure(text + ", and named pipes need Windows: try 'wpipe demo'");
                }
                wpipe.note(text + "; 'wpipe demo' shows both ends in one");
                return;
            }
        }
    }
}
