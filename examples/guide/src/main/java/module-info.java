/** The code of the guide: what stands in its pages is compiled here. */
module guide.example {
    requires wpipe.api;
}
