; The installer for Windows, made by Inno Setup 6 of the frozen folder: build.ps1 calls it. Not yet tried on Windows.
; For one user by default, without an administrator; a later version goes over an earlier one. The uninstaller takes the
; program away and leaves the user's data (%LOCALAPPDATA%\aexdesk) and what the Credential Manager holds.
; A template: packaging/version.py fills it.
#define Program "..\freeze\windows\aexdesk"

[Setup]
; Never another one: by it an earlier installation is found.
AppId={{6C0B8C0E-3D5B-4C41-9B0B-0A8B5B7E2F41}
AppName=AExDesk
AppVersion=@VERSION@
AppVerName=AExDesk @VERSION@
AppPublisher=The AExDesk authors
VersionInfoVersion=@VERSION_QUAD@
DefaultDirName={autopf}\AExDesk
DisableProgramGroupPage=yes
DefaultGroupName=AExDesk
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
UsePreviousAppDir=yes
UsePreviousTasks=yes
CloseApplications=yes
RestartApplications=no
ChangesEnvironment=yes
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
SetupIconFile=aexdesk.ico
UninstallDisplayIcon={app}\aexdesk-window.exe
UninstallDisplayName=AExDesk
LicenseFile=LICENSE
OutputDir=..\dist
OutputBaseFilename=AExDesk-@VERSION@-windows-x64-setup
#ifdef SignCommand
SignTool=aexdesk
SignedUninstaller=yes
#endif

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "es"; MessagesFile: "compiler:Languages\Spanish.isl"
Name: "pt"; MessagesFile: "compiler:Languages\BrazilianPortuguese.isl"
Name: "ru"; MessagesFile: "compiler:Languages\Russian.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "aexdesk in PATH"; Flags: unchecked

[InstallDelete]
; Libraries of an earlier version that the new one has no more.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Program}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\AExDesk"; Filename: "{app}\aexdesk-window.exe"; WorkingDir: "{userdocs}"
Name: "{autodesktop}\AExDesk"; Filename: "{app}\aexdesk-window.exe"; WorkingDir: "{userdocs}"; Tasks: desktopicon

[Run]
Filename: "{app}\aexdesk-window.exe"; Description: "{cm:LaunchProgram,AExDesk}"; Flags: nowait postinstall skipifsilent

[Code]
const
  OfUser = 'Environment';
  OfMachine = 'SYSTEM\CurrentControlSet\Control\Session Manager\Environment';

function Root: Integer;
begin
  if IsAdminInstallMode then Result := HKEY_LOCAL_MACHINE else Result := HKEY_CURRENT_USER;
end;

function Key: String;
begin
  if IsAdminInstallMode then Result := OfMachine else Result := OfUser;
end;

{ Takes our folder out of PATH, wherever it stands in it; what else stands there stays as it is. }
function WithoutUs(Path: String): String;
var
  Rest, Part: String;
  Place: Integer;
begin
  Rest := Path + ';';
  Result := '';
  repeat
    Place := Pos(';', Rest);
    Part := Copy(Rest, 1, Place - 1);
    Delete(Rest, 1, Place);
    if (Part <> '') and (CompareText(RemoveBackslash(Part), RemoveBackslash(ExpandConstant('{app}'))) <> 0) then
    begin
      if Result <> '' then Result := Result + ';';
      Result := Result + Part;
    end;
  until Rest = '';
end;

procedure CurStepChanged(Step: TSetupStep);
var
  Path: String;
begin
  if (Step <> ssPostInstall) or not WizardIsTaskSelected('path') then exit;
  if not RegQueryStringValue(Root, Key, 'Path', Path) then Path := '';
  Path := WithoutUs(Path);
  if Path <> '' then Path := Path + ';';
  RegWriteExpandStringValue(Root, Key, 'Path', Path + ExpandConstant('{app}'));
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Path: String;
begin
  if Step <> usUninstall then exit;
  if RegQueryStringValue(Root, Key, 'Path', Path) and (WithoutUs(Path) <> Path) then
    RegWriteExpandStringValue(Root, Key, 'Path', WithoutUs(Path));
end;
