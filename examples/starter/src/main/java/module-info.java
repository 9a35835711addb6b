/** Says hello over a pipe. */
module com.example.hello {
    requires wpipe.api;
}
