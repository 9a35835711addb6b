/** Asks and answers over a pipe, in Kotlin. */
module ask.example {
    requires kotlin.stdlib;
    requires kotlinx.coroutines.core;
    requires wpipe.api;
}
