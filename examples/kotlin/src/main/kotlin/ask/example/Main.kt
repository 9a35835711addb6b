package ask.example

import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import wpipe.api.Client
import wpipe.api.Mode
import wpipe.api.Server

/** Asks, and suspends until the answer is there. Cancelling the coroutine takes the call back. */
suspend fun Client.ask(question: String): String =
    exchangeAsync(question.encodeToByteArray()).await().decodeToString()

/** A server that greets, and three clients on one thread that are greeted at the same time. */
fun main() {
    val pipe = "wpipe-kotlin-${ProcessHandle.current().pid()}"
    val names = listOf("Ada", "Barbara", "Grace")
    Server.open(pipe, Mode.SLAVE).use { server ->
        println("server on pipe $pipe of backend ${server.provider()}")
        server.serve { _, request -> "hello, ${request.decodeToString()}".encodeToByteArray() }
        val answers = runBlocking {
            names
                .map { name ->
                    async {
                        Client.connect(pipe, Mode.MASTER).use { client ->
                            withTimeout(30.seconds) { client.ask(name) }
                        }
                    }
                }
                .awaitAll()
        }
        answers.forEach(::println)
        check(answers == names.map { "hello, $it" })
    }
}
