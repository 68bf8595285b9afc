@echo off
rem Builds what is needed and starts it. "runlater help" says what there is.
setlocal EnableExtensions EnableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set WANTED=25
set "COMMAND=%~1"
if "%COMMAND%"=="" set COMMAND=help

rem Everything behind the command, as given.
set "REST="
:collect
shift
if "%~1"=="" goto collected
set REST=!REST! %1
goto collect
:collected

if /i "%COMMAND%"=="help" goto help
if /i "%COMMAND%"=="--help" goto help
call :find_jdk || exit /b 1
set "JAVA=%JAVA_HOME%\bin\java.exe"
set "FLAGS=--enable-native-access=ALL-UNNAMED -XX:+UseCompactObjectHeaders"
set "ENGINE=%ROOT%\engine\target"
set "CONSOLE=%ROOT%\console-fx\target"

if /i "%COMMAND%"=="up" goto up
if /i "%COMMAND%"=="console" goto console
if /i "%COMMAND%"=="demo" goto demo
if /i "%COMMAND%"=="test" goto test
if /i "%COMMAND%"=="bench" goto bench
if /i "%COMMAND%"=="screenshots" goto screenshots
if /i "%COMMAND%"=="package" goto package
if /i "%COMMAND%"=="format" goto format
echo There is no command "%COMMAND%".
echo.
call :help
exit /b 2

:help
echo runlater ^<command^>
echo.
echo   up [flags]         starts the engine, and a small receiver to try it with
echo   console [flags]    opens the desktop console
echo   demo               engine, receiver, sample tasks and console together
echo   test [--all]       runs the tests; --all also the slow ones
echo   bench [names]      measures speed; --help names what
echo   screenshots        draws the console's pictures into docs\images
echo   package            builds the engine's jar
echo   format             formats the code
echo.
echo "up --help" lists the settings; each is also an environment variable RUNLATER_...
exit /b 0

:up
call :build engine || exit /b 1
call :trying_out
call :start_receiver
call :read ENGINE_CP "%ENGINE%\classpath.txt"
"%JAVA%" %FLAGS% -XX:+ExitOnOutOfMemoryError -cp "%ENGINE%\classes;!ENGINE_CP!" eu.runlater.engine.EngineApplication%REST%
set CODE=%ERRORLEVEL%
call :stop_receiver
exit /b %CODE%

:console
call :build console-fx || exit /b 1
call :read CONSOLE_CP "%CONSOLE%\classpath.txt"
"%JAVA%" %FLAGS% -cp "%CONSOLE%\classes;!CONSOLE_CP!" eu.runlater.console.Launcher%REST%
exit /b %ERRORLEVEL%

:demo
call :build engine || exit /b 1
call :build console-fx || exit /b 1
if not defined RUNLATER_DATA_DIR set "RUNLATER_DATA_DIR=%ROOT%\.runlater\demo"
call :trying_out
if not exist "%RUNLATER_DATA_DIR%" mkdir "%RUNLATER_DATA_DIR%"
set "KEYFILE=%RUNLATER_DATA_DIR%\demo.key"
if not exist "%KEYFILE%" powershell -NoProfile -Command "$b = New-Object byte[] 32; [Security.Cryptography.RandomNumberGenerator]::Create().GetBytes($b); 'sk_live_' + [Convert]::ToBase64String($b).TrimEnd('=').Replace('+','-').Replace('/','_') | Set-Content -NoNewline '%KEYFILE%'"
set /p RUNLATER_API_KEY=<"%KEYFILE%"
set "RUNLATER_BOOTSTRAP_API_KEY=%RUNLATER_API_KEY%"
set "RUNLATER_CONSOLE_KEY=%RUNLATER_API_KEY%"
call :start_receiver
if not defined RUNLATER_PORT set RUNLATER_PORT=8480
call :read ENGINE_CP "%ENGINE%\classpath.txt"
call :read TEST_CP "%ENGINE%\test-classpath.txt"
call :read CONSOLE_CP "%CONSOLE%\classpath.txt"
start "Runlater engine" /min "%JAVA%" %FLAGS% -cp "%ENGINE%\classes;!ENGINE_CP!" eu.runlater.engine.EngineApplication
powershell -NoProfile -Command "for ($i = 0; $i -lt 120; $i++) { try { Invoke-WebRequest -UseBasicParsing http://127.0.0.1:%RUNLATER_PORT%/health/ready | Out-Null; exit 0 } catch { Start-Sleep -Milliseconds 500 } }; exit 1" || (echo The engine did not start; see its window. & exit /b 1)
start "Runlater demo" /min "%JAVA%" -cp "%ENGINE%\test-classes;%ENGINE%\classes;!TEST_CP!" eu.runlater.demo.Demo --url=http://127.0.0.1:%RUNLATER_PORT%
"%JAVA%" %FLAGS% -cp "%CONSOLE%\classes;!CONSOLE_CP!" eu.runlater.console.Launcher --url http://127.0.0.1:%RUNLATER_PORT%
echo The engine and the sample tasks go on in their own windows; close those to end them.
exit /b 0

:test
set GROUPS=slow
if not "%REST%"=="" if not "%REST:--all=%"=="%REST%" set GROUPS=
call :maven -Dexcluded.test.groups=%GROUPS% -Dspring-boot.repackage.skip=true verify
exit /b %ERRORLEVEL%

:bench
call :build engine || exit /b 1
call :read TEST_CP "%ENGINE%\test-classpath.txt"
"%JAVA%" %FLAGS% -cp "%ENGINE%\test-classes;%ENGINE%\classes;!TEST_CP!" eu.runlater.bench.Bench%REST%
exit /b %ERRORLEVEL%

:screenshots
call :build console-fx || exit /b 1
call :read TEST_CP "%CONSOLE%\test-classpath.txt"
"%JAVA%" %FLAGS% -Dglass.platform=Headless -Dprism.order=sw -cp "%CONSOLE%\test-classes;%CONSOLE%\classes;!TEST_CP!" eu.runlater.console.screenshots.Screenshots "%ROOT%\docs\images"
exit /b %ERRORLEVEL%

:package
call :maven -q -DskipTests -pl engine -am package || exit /b 1
dir /b "%ENGINE%\*-app.jar"
exit /b 0

:format
call :maven -q spotless:apply
exit /b %ERRORLEVEL%

rem --- parts ---------------------------------------------------------------------------------------------------------

:maven
pushd "%ROOT%"
call mvnw.cmd -B %*
set CODE=%ERRORLEVEL%
popd
exit /b %CODE%

rem Maven itself compiles only what changed; a few seconds when nothing did.
:build
echo Building %1 ...
call :maven -q -pl %1 -am process-test-classes
exit /b %ERRORLEVEL%

rem A class path is longer than "set /p" reads, so it is read as a line of a file.
:read
for /f "usebackq delims=" %%L in (%2) do set "%1=%%L"
exit /b 0

:trying_out
if not defined RUNLATER_DATA_DIR set "RUNLATER_DATA_DIR=%ROOT%\.runlater"
if not defined RUNLATER_BIND set RUNLATER_BIND=127.0.0.1
if not defined RUNLATER_EGRESS_ALLOW set "RUNLATER_EGRESS_ALLOW=127.0.0.1/32:1024-65535,[::1]/128:1024-65535,localhost:1024-65535"
exit /b 0

:start_receiver
set RECEIVER_PORT=8482
start "Runlater receiver" /min "%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx64m -cp "%ENGINE%\test-classes" eu.runlater.receiver.ReceiverProgram --port=%RECEIVER_PORT%
if not defined RUNLATER_SAMPLE_TARGET set "RUNLATER_SAMPLE_TARGET=http://127.0.0.1:%RECEIVER_PORT%/echo"
exit /b 0

:stop_receiver
taskkill /fi "WINDOWTITLE eq Runlater receiver*" >nul 2>nul
exit /b 0

:find_jdk
if defined JAVA_HOME call :good "%JAVA_HOME%" && exit /b 0
for %%J in (javac.exe) do if not "%%~$PATH:J"=="" (
    for %%H in ("%%~dp$PATH:J..") do call :good "%%~fH" && (set "JAVA_HOME=%%~fH" & exit /b 0)
)
for %%P in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks" "%USERPROFILE%\scoop\apps") do (
    if exist %%P for /d %%D in ("%%~P\*") do call :good "%%~D" && (set "JAVA_HOME=%%~D" & exit /b 0)
)
echo Runlater needs a JDK %WANTED% or newer, and there is none in JAVA_HOME, on the PATH or in the usual folders.
echo.
echo Install one of these, then try again:
echo   winget install EclipseAdoptium.Temurin.%WANTED%.JDK
echo   scoop install java/temurin%WANTED%-jdk
echo   https://adoptium.net/temurin/releases/?version=%WANTED%
exit /b 1

:good
if not exist "%~1\bin\javac.exe" exit /b 1
set FOUND=
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release" 2^>nul') do set FOUND=%%~V
set FOUND=!FOUND:"=!
if "!FOUND!"=="" exit /b 1
if !FOUND! LSS %WANTED% exit /b 1
exit /b 0
