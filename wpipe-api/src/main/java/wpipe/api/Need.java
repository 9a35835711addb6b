package wpipe.api;

import wpipe.spi.Availability;
import wpipe.spi.Capability;
import wpipe.spi.PipeProvider;

/**
 * What an option needs a backend to be able to do: one that is not is passed over, since to ignore the option would be
 * worse.
 *
 * @param capability what it must be able to do
 * @param option the option with its value, for the message
 */
record Need(Capability capability, String option) {
    Availability check(PipeProvider provider) {
        return provider.capabilities().contains(capability)
                ? Availability.yes()
                : Availability.no("option " + option + " needs the capability " + capability + " ("
                        + capability.meaning() + "), which this backend lacks");
    }
}
