@echo off
rem Opens the window; its data lies in the folder "data" beside this file.
set "AEXDESK_HOME=%~dp0data"
start "" "%~dp0program\aexdesk-window.exe" %*
