@echo off
rem The wpipe command: takes the Java of JAVA_HOME, or the one on the PATH. JDK_JAVA_OPTIONS adds flags for the JVM.
setlocal EnableExtensions DisableDelayedExpansion
set "WPIPE_JAVA=java.exe"
if defined JAVA_HOME set "WPIPE_JAVA=%JAVA_HOME%\bin\java.exe"
where /q "%WPIPE_JAVA%" 2>nul || if not exist "%WPIPE_JAVA%" (
  echo wpipe: no %WPIPE_JAVA%: install Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
"%WPIPE_JAVA%" --enable-native-access=wpipe.ffm,com.sun.jna --module-path "%~dp0..\lib" -m wpipe.cli/wpipe.cli.Main %*
exit /b %ERRORLEVEL%
