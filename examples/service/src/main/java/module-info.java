/** A service that answers requests, and clients of it. */
module service.example {
    requires wpipe.api;
}
