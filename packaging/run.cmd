@echo off
rem Opens the workbook on Windows; the first time it sets everything up. Needs Python 3.11 to 3.14, 64 bits. Not run by us: no Windows.
rem No parentheses around several lines: a folder's name may hold some, and cmd would take them for its own.
setlocal
set "project=%~dp0.."
set "venv=%project%\.venv"
set "requirements=%~dp0requirements-workbook.txt"

rem The copy of the requirements is made last: where it is equal, everything was set up before.
if not exist "%venv%\Scripts\python.exe" goto create
if exist "%venv%\unfinished" goto create
if not exist "%venv%\requirements-done.txt" goto create
fc /b "%requirements%" "%venv%\requirements-done.txt" >nul 2>nul
if errorlevel 1 goto install
rem A Python that was removed leaves python.exe behind, which then starts nothing.
"%venv%\Scripts\python.exe" -I -c "" >nul 2>nul
if not errorlevel 1 goto start

:create
rem By version, because plain py takes the newest: SQLCipher's wheel for 3.15 is not out (November 2026).
set "python="
for %%v in (3.14 3.13 3.12 3.11) do if not defined python py -%%v -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>nul && set "python=py -%%v"
if defined python goto found
set "python=python"
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) or sys.maxsize < 2**32)" >nul 2>nul
if not errorlevel 1 goto found
echo Python 3.11, 3.12, 3.13 or 3.14 (64 bits) is needed. Install one of them, then start this again.
goto failed

:found
%python% -m venv --clear "%venv%"
if errorlevel 1 goto failed

:install
echo Setting up Python's packages; this needs the network and takes a minute or two.
type nul >"%venv%\unfinished"
rem Wheels only: building from source would fetch tools that no hash vouches for.
"%venv%\Scripts\python.exe" -I -m pip install -qq --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r "%requirements%"
if errorlevel 1 goto notfetched
rem The program is read from the folder itself. Relative to site-packages, so that the folder may be moved.
>"%venv%\Lib\site-packages\facilitator-workbook.pth" echo ../../..
copy /y /b "%requirements%" "%venv%\requirements-done.txt" >nul
if errorlevel 1 goto failed
del "%venv%\unfinished"

:start
rem -I: neither a stray file in the folder we were started from nor a variable may stand in for a module.
"%venv%\Scripts\python.exe" -I -m facilitator_app %*
exit /b %errorlevel%

:notfetched
rem pip fetches everything before it touches anything: what worked before still works.
if exist "%venv%\requirements-done.txt" del "%venv%\unfinished"
:failed
echo The workbook could not be set up; what is said above tells why.
pause
exit /b 1
