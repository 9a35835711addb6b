/** Records what wpipe tells Flight Recorder, and prints it. */
module flight.example {
    requires jdk.jfr;
    requires wpipe.api;
}
