@echo off
rem Finds the JDK that builds and runs Norma, as find-jdk.sh does elsewhere: sets JAVA_HOME, or prints one line and fails.
rem JAVA_HOME goes first, then the java on the PATH, then the usual folders; a JDK 25 is preferred to a newer one, unless
rem JAVA_HOME names the newer.
rem
rem cmd reads a whole line before it runs it, so a variable needs a value before the line that uses it; and a plain "for" takes a
rem star for files only, so folders are listed by "for /d".

set "_JDK_BEST="
set "_JDK_NEWER="
set "_JDK_RELEASE=0"
if defined JAVA_HOME set "JAVA_HOME=%JAVA_HOME:"=%"
if defined JAVA_HOME call :release "%JAVA_HOME%"
if %_JDK_RELEASE% GEQ 25 goto :done
for %%J in (java.exe) do if not "%%~$PATH:J"=="" call :candidate "%%~dp$PATH:J.."
for %%D in (
    "%ProgramFiles%\Java"
    "%ProgramFiles%\Eclipse Adoptium"
    "%ProgramFiles%\Microsoft"
    "%ProgramFiles%\Zulu"
    "%ProgramFiles%\Amazon Corretto"
    "%ProgramFiles%\BellSoft"
    "%LOCALAPPDATA%\Programs\Eclipse Adoptium"
    "%USERPROFILE%\.sdkman\candidates\java"
    "%USERPROFILE%\.jdks"
) do for /d %%J in ("%%~D\*") do call :candidate "%%~J"
for /d %%J in ("%USERPROFILE%\scoop\apps\*") do call :candidate "%%~J\current"
if not defined _JDK_BEST set "_JDK_BEST=%_JDK_NEWER%"
if not defined _JDK_BEST goto :none
set "JAVA_HOME=%_JDK_BEST%"

:done
set "_JDK_BEST="
set "_JDK_NEWER="
set "_JDK_RELEASE="
exit /b 0

:none
set "_JDK_RELEASE="
echo norma: no JDK 25 or newer in JAVA_HOME, on the PATH or in the usual folders; install one (https://adoptium.net) or set JAVA_HOME to it>&2
exit /b 1

:candidate
call :release "%~1"
if %_JDK_RELEASE% EQU 25 if not defined _JDK_BEST set "_JDK_BEST=%~1"
if %_JDK_RELEASE% GTR 25 if not defined _JDK_NEWER set "_JDK_NEWER=%~1"
exit /b 0

rem Sets _JDK_RELEASE to the feature release of the JDK in folder %1, 0 where there is none.
:release
set "_JDK_RELEASE=0"
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do for /f "delims=.-+" %%N in ("%%~V") do set /a "_JDK_RELEASE=%%N" 2>nul
exit /b 0
