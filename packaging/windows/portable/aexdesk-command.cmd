@echo off
rem A command of AExDesk on the same data: aexdesk-command doctor, aexdesk-command --help.
set "AEXDESK_HOME=%~dp0data"
"%~dp0program\aexdesk.exe" %*
