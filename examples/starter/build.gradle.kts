plugins {
    application
}

repositories {
    // wpipe is not released yet: ./mvnw -DskipTests install in a clone of it puts it here.
    mavenLocal {
        content { includeGroup("io.github.wpipe") }
    }
    mavenCentral()
}

val wpipeVersion: String by project

dependencies {
    implementation(platform("io.github.wpipe:wpipe-bom:$wpipeVersion"))
    // What the program is compiled against, and what it runs with.
    implementation("io.github.wpipe:wpipe-api")
    runtimeOnly("io.github.wpipe:wpipe-ffm")

    testImplementation(platform("org.junit:junit-bom:6.1.3"))
    testImplementation("org.junit.jupiter:junit-jupiter")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
    // What its tests run with, on any system.
    testRuntimeOnly("io.github.wpipe:wpipe-loopback")
}

tasks.withType<JavaCompile>().configureEach {
    options.release = 17
    options.encoding = "UTF-8"
}

tasks.test {
    useJUnitPlatform()
    systemProperty("wpipe.provider", "loopback")
}

application {
    mainModule = "com.example.hello"
    mainClass = "com.example.hello.Main"
    applicationDefaultJvmArgs = listOf("--enable-native-access=wpipe.ffm")
}
