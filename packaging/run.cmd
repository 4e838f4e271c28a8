@echo off
rem Opens the workbook on Windows; the first time it sets everything up. Needs Python 3.11 or newer, 64 bits.
rem No parentheses around several lines: a folder's name may hold some, and cmd would take them for its own.
setlocal
set "project=%~dp0.."
set "venv=%project%\.venv"
set "requirements=%~dp0requirements-workbook.txt"

rem The copy of the requirements is written last: where it is and is equal, everything was set up before.
if not exist "%venv%\Scripts\python.exe" goto setup
fc /b "%requirements%" "%venv%\requirements-done.txt" >nul 2>nul
if not errorlevel 1 goto start

:setup
set "python=py -3"
%python% -c "import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)" >nul 2>nul
if not errorlevel 1 goto found
set "python=python"
%python% -c "import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)" >nul 2>nul
if not errorlevel 1 goto found
echo Python 3.11 or newer (64 bits) is needed. Install it, then start this again.
goto failed

:found
echo Setting up Python's packages; this needs the network and takes a minute or two.
%python% -m venv --clear "%venv%"
if errorlevel 1 goto failed
rem Wheels only: building from source would fetch tools that no hash vouches for.
"%venv%\Scripts\python.exe" -I -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r "%requirements%"
if errorlevel 1 goto failed
rem The program is read from the folder itself. Relative to site-packages, so that the folder may be moved.
>"%venv%\Lib\site-packages\facilitator-workbook.pth" echo ../../..
copy /y /b "%requirements%" "%venv%\requirements-done.txt" >nul
if errorlevel 1 goto failed

:start
rem -I: neither a stray file in the folder we were started from nor a variable may stand in for a module.
"%venv%\Scripts\python.exe" -I -m facilitator_app %*
exit /b %errorlevel%

:failed
echo The workbook could not be set up; what is said above tells why.
pause
exit /b 1
