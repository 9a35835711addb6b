/** A service over a named pipe, and a client of it that does not give up. */
module meter.example {
    requires wpipe.api;
}
