rootProject.name = "hello-pipes"
