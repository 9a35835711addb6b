/** An application that talks through pipes. Which backend makes them is none of its business. */
module echo.example {
    requires wpipe.api;
}
