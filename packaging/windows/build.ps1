# Builds AExDesk for Windows:  powershell -File packaging/windows/build.ps1
# Out come, in build\dist: the installer (made by Inno Setup 6, if it is here) and a portable zip. Not yet tried on Windows.
#
# Signs where AEXDESK_SIGN_PFX (a certificate's file) and AEXDESK_SIGN_PASSWORD are set, and says so where they are not.
# Windows PowerShell 5.1 or later; a Python 3.11 to 3.13 on PATH (or named by AEXDESK_PYTHON).
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3

$root = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path
$work = Join-Path $root 'build\windows'
$frozen = Join-Path $root 'build\freeze\windows'
$out = Join-Path $root 'build\dist'
$python = if ($env:AEXDESK_PYTHON) { $env:AEXDESK_PYTHON } else { 'python' }
$env:PYTHONUTF8 = '1'
$env:PYTHONHASHSEED = '0'

function Invoke-Checked {
    $program, $arguments = $args
    & $program @arguments
    if ($LASTEXITCODE -ne 0) { throw "$program ended with $LASTEXITCODE." }
}

function Write-Filled([string] $template, [string] $place) {
    # Not by a pipe: PowerShell would write it in another encoding.
    $code = 'import subprocess, sys; open(sys.argv[3], "wb").write(' +
        'subprocess.run([sys.executable, sys.argv[1], "--fill", sys.argv[2]], check=True, stdout=subprocess.PIPE).stdout)'
    Invoke-Checked $venvPython -c $code (Join-Path $root 'packaging\version.py') $template $place
}

function Set-Signature([string[]] $files) {
    if (-not $env:AEXDESK_SIGN_PFX) { return }
    Invoke-Checked signtool sign /q /fd SHA256 /td SHA256 /tr http://timestamp.digicert.com `
        /f $env:AEXDESK_SIGN_PFX /p $env:AEXDESK_SIGN_PASSWORD @files
}

foreach ($folder in $work, $frozen) { if (Test-Path $folder) { Remove-Item -Recurse -Force $folder } }
New-Item -ItemType Directory -Force $work, $frozen, $out | Out-Null

# ---------------------------------------------------------------- freeze

Invoke-Checked $python -m venv (Join-Path $work 'venv')
$venvPython = Join-Path $work 'venv\Scripts\python.exe'
$version = (& $venvPython (Join-Path $root 'packaging\version.py')).Trim()
$pins = '-c', (Join-Path $root 'packaging\constraints.txt'), '-c', (Join-Path $root 'packaging\build-constraints.txt')
Invoke-Checked $venvPython -m pip install --quiet @pins build hatchling pyinstaller
Invoke-Checked $venvPython -m build --no-isolation --outdir (Join-Path $work 'wheel') $root
$wheel = (Get-ChildItem (Join-Path $work 'wheel\aexdesk-*.whl')).FullName
Invoke-Checked $venvPython -m pip install --quiet @pins "$wheel[browser]"

Invoke-Checked $venvPython (Join-Path $root 'packaging\icon\render.py') (Join-Path $work 'icons')
Invoke-Checked $venvPython (Join-Path $root 'packaging\icon\pack.py') (Join-Path $work 'icons') (Join-Path $work 'aexdesk.ico')
Write-Filled (Join-Path $root 'packaging\windows\version_info.txt') (Join-Path $work 'version_info.txt')
# Not from the tree: its package would be found before the wheel's.
Push-Location $work
try {
    Invoke-Checked $venvPython -I -m PyInstaller --noconfirm --log-level ERROR --distpath $frozen `
        --workpath (Join-Path $work 'work') (Join-Path $root 'packaging\freeze\aexdesk.spec')
} finally { Pop-Location }

$program = Join-Path $frozen 'aexdesk'
$programs = Get-ChildItem -Recurse $program -Include 'aexdesk*.exe', 'QtWebEngineProcess.exe' | ForEach-Object FullName
if ($env:AEXDESK_SIGN_PFX) { Set-Signature $programs }
else { Write-Host 'Not signed: AEXDESK_SIGN_PFX is not set. Windows will warn whoever starts it.' }

# ---------------------------------------------------------------- portable zip

$portable = Join-Path $work "AExDesk-$version-windows-x64-portable"
New-Item -ItemType Directory $portable | Out-Null
Copy-Item (Join-Path $root 'packaging\windows\portable\*') $portable
Copy-Item (Join-Path $root 'LICENSE') (Join-Path $portable 'LICENSE.txt')
Copy-Item -Recurse $program (Join-Path $portable 'program')
$zip = Join-Path $out "AExDesk-$version-windows-x64-portable.zip"
# tar comes with Windows; Compress-Archive fails on large folders.
Invoke-Checked "$env:SystemRoot\System32\tar.exe" -a -cf $zip -C $work (Split-Path -Leaf $portable)

# ---------------------------------------------------------------- installer

$inno = @(Get-Command iscc -ErrorAction SilentlyContinue | ForEach-Object Source) +
    @("${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe", "$env:ProgramFiles\Inno Setup 6\ISCC.exe") |
    Where-Object { Test-Path $_ } | Select-Object -First 1
if (-not $inno) { throw 'Inno Setup 6 (iscc) is not here; the portable zip is made, the installer is not.' }
Write-Filled (Join-Path $root 'packaging\windows\aexdesk.iss') (Join-Path $work 'aexdesk.iss')
Copy-Item (Join-Path $root 'LICENSE') (Join-Path $work 'LICENSE')
$options = @()
if ($env:AEXDESK_SIGN_PFX) {
    # Inno signs its uninstaller by itself; $f is its word for the file, $q for a quotation mark.
    $sign = "signtool sign /q /fd SHA256 /td SHA256 /tr http://timestamp.digicert.com /f `$q$env:AEXDESK_SIGN_PFX`$q" +
        " /p `$q$env:AEXDESK_SIGN_PASSWORD`$q `$f"
    $options = '/DSignCommand', "/Saexdesk=$sign"
}
Invoke-Checked $inno /Qp @options (Join-Path $work 'aexdesk.iss')
Get-ChildItem $out | ForEach-Object FullName
