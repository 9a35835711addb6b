@echo off
rem The wpipe command on Windows, built on first use: wpipe --help
rem After a change of the sources, build again: mvnw -q -pl wpipe-cli -am -DskipTests package
setlocal EnableExtensions DisableDelayedExpansion

set "WPIPE_TOP=%~dp0"
set "WPIPE_MODULES=%WPIPE_TOP%wpipe-cli\target\modules"

rem A JDK of 25 or newer: JAVA_HOME, the one on the PATH, or one from where they usually are.
set "WPIPE_JDK="
if defined JAVA_HOME call :look "%JAVA_HOME%"
for %%j in (javac.exe) do if not "%%~$PATH:j"=="" call :look "%%~dp$PATH:j.."
for %%v in ("Eclipse Adoptium" Java Microsoft Zulu BellSoft "Amazon Corretto" SapMachine) do (
  for /d %%j in ("%ProgramFiles%\%%~v\*") do call :look "%%~j"
)
for /d %%j in ("%USERPROFILE%\.jdks\*") do call :look "%%~j"

if exist "%WPIPE_MODULES%\wpipe-cli-*.jar" goto run
if not defined WPIPE_JDK (
  echo wpipe is built with JDK 25 or newer and none was found: install one, for example from https://adoptium.net, or set JAVA_HOME to it. 1>&2
  exit /b 1
)
echo wpipe: building, once ... 1>&2
set "JAVA_HOME=%WPIPE_JDK%"
pushd "%WPIPE_TOP%"
call "%WPIPE_TOP%mvnw.cmd" -B -q -pl wpipe-cli -am -Dmaven.test.skip=true package 1>&2 <nul
if errorlevel 1 (
  popd
  echo wpipe: the build failed 1>&2
  exit /b 1
)
popd

:run
set "WPIPE_JAVA=java.exe"
set "WPIPE_FLAGS="
rem An older Java on the PATH runs it as well, without the backend ffm; one before 22 does not know these modules.
if defined WPIPE_JDK (
  set "WPIPE_JAVA=%WPIPE_JDK%\bin\java.exe"
  set "WPIPE_FLAGS=--enable-native-access=wpipe.ffm,com.sun.jna"
)
rem The last line of what runs, so that the exit code is that of the command.
"%WPIPE_JAVA%" %WPIPE_FLAGS% -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --module-path "%WPIPE_MODULES%" -m wpipe.cli/wpipe.cli.Main %*
exit /b %ERRORLEVEL%

rem Takes a folder for the JDK if none was taken yet and its version is 25 or newer.
:look
if defined WPIPE_JDK exit /b 0
if not exist "%~f1\bin\javac.exe" exit /b 0
if not exist "%~f1\release" exit /b 0
set "WPIPE_VERSION=0"
for /f "usebackq tokens=1,2 delims==." %%n in ("%~f1\release") do if "%%n"=="JAVA_VERSION" set "WPIPE_VERSION=%%o"
rem What stands before the first dot has a quote before it, and one behind it where there is no dot.
set "WPIPE_VERSION=%WPIPE_VERSION:"=%"
if %WPIPE_VERSION% GEQ 25 set "WPIPE_JDK=%~f1"
exit /b 0
