/** A language server and its editor, which talk over a stream of bytes. */
module lsp.example {
    requires com.fasterxml.jackson.databind;
    requires wpipe.api;
}
