# Builds what the norma command needs where sources changed, for norma.cmd; ./norma has the same in shell.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$target = Join-Path $root 'norma-cli\target'
$built = Join-Path $target 'fast'
$stamp = Join-Path $built 'launcher.stamp'
$jar = Join-Path $built 'norma-cli.jar'
$dependencies = Join-Path $built 'launcher.dependencies'
$arguments = Join-Path $built 'launcher.arguments'

function Test-UpToDate {
    foreach ($file in $stamp, $jar, $dependencies, $arguments) {
        if (-not (Test-Path -LiteralPath $file)) { return $false }
    }
    $libraries = (Get-Content -Raw -LiteralPath $dependencies).Trim()
    # A copy of the folder holds the class path of the original, and the local repository may have been emptied.
    if (-not $libraries.StartsWith($root)) { return $false }
    foreach ($library in $libraries.Split(';')) {
        if (-not (Test-Path -LiteralPath $library)) { return $false }
    }
    $last = (Get-Item -LiteralPath $stamp).LastWriteTimeUtc
    $sources = @(Get-Item "$root\pom.xml", "$root\norma-*\pom.xml") `
        + @(Get-ChildItem -Recurse -Force "$root\.mvn", "$root\norma-*\src\main")
    return -not ($sources | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1)
}

function Invoke-Build {
    if (Test-Path -LiteralPath $stamp) {
        [Console]::Error.WriteLine('norma: sources changed, building')
    } else {
        [Console]::Error.WriteLine('norma: building what this command needs, without tests and checks (the first time only)')
    }
    $started = [DateTime]::UtcNow
    Push-Location $root
    try {
        & "$root\mvnw.cmd" -q -T1C -Dfast -pl norma-cli -am package | ForEach-Object { [Console]::Error.WriteLine($_) }
        if ($LASTEXITCODE -ne 0) {
            [Console]::Error.WriteLine('norma: the build failed')
            exit 1
        }
    } finally {
        Pop-Location
    }
    $path = "$jar;" + (Get-Content -Raw -LiteralPath $dependencies).Trim()
    [IO.File]::WriteAllText($arguments, '-cp "' + $path.Replace('\', '\\') + '"')
    [IO.File]::WriteAllText($stamp, '')
    (Get-Item -LiteralPath $stamp).LastWriteTimeUtc = $started
}

if (Test-UpToDate) { exit 0 }
New-Item -ItemType Directory -Force $built | Out-Null
$waited = $false
while ($true) {
    try {
        # Held open by one build at a time; the system lets go of it when that process ends, however it ends.
        $lock = [IO.File]::Open((Join-Path $target 'launcher.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
        break
    } catch [IO.IOException] {
        if (-not $waited) { [Console]::Error.WriteLine('norma: waiting for another build of this folder') }
        $waited = $true
        Start-Sleep -Seconds 1
    }
}
try {
    if (-not (Test-UpToDate)) { Invoke-Build }
} finally {
    $lock.Dispose()
}
exit 0
