# Nifuda: hardens this computer. Run it in a PowerShell of an administrator:
#
#   powershell -ExecutionPolicy Bypass -File apply.ps1          says what it will do, asks, does it
#   powershell -ExecutionPolicy Bypass -File apply.ps1 -Undo    takes all of it back
#   -Yes                                                        does not ask
#
# What was there before is kept in %ProgramData%\Nifuda\hardening.json.
param([switch]$Undo, [switch]$Yes)
$ErrorActionPreference = 'Stop'

$kept = Join-Path $env:ProgramData 'Nifuda\hardening.json'
$values = @(
    @{ Path = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\RemovableStorageDevices'; Name = 'Deny_All'; Value = 1 }
    @{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\StorageDevicePolicies'; Name = 'WriteProtect'; Value = 1 }
    @{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem'; Name = 'NtfsEncryptPagingFile'; Value = 1 }
    @{ Path = 'HKLM:\SYSTEM\CurrentControlSet\Control\Power'; Name = 'HibernateEnabled'; Value = 0 }
    @{ Path = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'InactivityTimeoutSecs'; Value = 600 }
)

function Read-Value($of) {
    $key = Get-ItemProperty -Path $of.Path -Name $of.Name -ErrorAction SilentlyContinue
    if ($null -eq $key) { return $null }
    return $key.($of.Name)
}

function Keeping { @(Get-Printer | Where-Object { $_.KeepPrintedJobs } | ForEach-Object { $_.Name }) }

$admin = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
if (-not $admin) {
    Write-Error 'Run this as administrator.'
    exit 1
}

# What will be done, first.
$todo = @()
if ($Undo) {
    if (-not (Test-Path $kept)) {
        Write-Output 'Nothing to take back.'
        exit 0
    }
    $old = Get-Content -Raw -Encoding UTF8 $kept | ConvertFrom-Json
    foreach ($v in $old.Values) { $todo += "  - $($v.Path) $($v.Name)" }
    foreach ($p in $old.Printers) { $todo += "  - printer: $p" }
} else {
    foreach ($v in $values) {
        if ((Read-Value $v) -ne $v.Value) { $todo += "  + $($v.Path) $($v.Name) = $($v.Value)" }
    }
    foreach ($p in Keeping) { $todo += "  ~ printer: $p, keep printed documents: off" }
}
if ($todo.Count -eq 0) {
    Write-Output 'Nothing to change.'
    exit 0
}
Write-Output 'This will change:'
$todo | Write-Output
if (-not $Yes -and (Read-Host 'Go on? [y/N]') -notmatch '^[yY]') {
    Write-Output 'Nothing was changed.'
    exit 1
}

if ($Undo) {
    foreach ($v in $old.Values) {
        if ($null -eq $v.Value) {
            Remove-ItemProperty -Path $v.Path -Name $v.Name -ErrorAction SilentlyContinue
        } else {
            Set-ItemProperty -Path $v.Path -Name $v.Name -Value ([int]$v.Value) -Type DWord
        }
    }
    foreach ($p in $old.Printers) { Set-Printer -Name $p -KeepPrintedJobs $true }
    Remove-Item $kept
} else {
    if (-not (Test-Path $kept)) {
        # Only the first time: a second run must not take our own values for the old ones.
        New-Item -ItemType Directory -Force (Split-Path $kept) | Out-Null
        $was = @{ Values = @($values | ForEach-Object { @{ Path = $_.Path; Name = $_.Name; Value = (Read-Value $_) } }); Printers = @(Keeping) }
        $was | ConvertTo-Json -Depth 4 | Set-Content -Encoding UTF8 $kept
    }
    foreach ($v in $values) {
        if (-not (Test-Path $v.Path)) { New-Item -Force -Path $v.Path | Out-Null }
        Set-ItemProperty -Path $v.Path -Name $v.Name -Value $v.Value -Type DWord
    }
    foreach ($p in Keeping) { Set-Printer -Name $p -KeepPrintedJobs $false }
}
Write-Output 'Done. Restart the computer, then press "Look again" on the safety page of Nifuda.'
