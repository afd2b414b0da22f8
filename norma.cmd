@echo off
rem The norma command on Windows: builds what it needs where sources changed, then starts it. ./norma explains the options.
rem The Vector API is left out: the JVM's line about it cannot be taken from standard error here without taking the console too.
setlocal DisableDelayedExpansion
rem Windows PowerShell cannot load the modules of PowerShell 7, whose folders it would inherit from there.
set "PSModulePath="
call "%~dp0.mvn\find-jdk.cmd" || exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0.mvn\launcher.ps1" || exit /b 1
"%JAVA_HOME%\bin\java" -XX:+UseSerialGC -XX:MaxRAMPercentage=50 -XX:-UsePerfData -XX:+ErrorFileToStderr -XX:-CreateCoredumpOnCrash --enable-native-access=ALL-UNNAMED "@%~dp0norma-cli\target\fast\launcher.arguments" %NORMA_JAVA_OPTIONS% dev.norma.cli.Main %*
exit /b %errorlevel%
