# Builds what the norma command needs where sources changed, for norma.cmd; ./norma has the same in shell.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$target = Join-Path $root 'norma-cli\target'
$built = Join-Path $target 'fast'
$stamp = Join-Path $built 'launcher.stamp'
$jar = Join-Path $built 'norma-cli.jar'
$dependencies = Join-Path $built 'launcher.dependencies'
$arguments = Join-Path $built 'launcher.arguments'
$modules = @(Get-ChildItem -LiteralPath $root -Directory -Filter 'norma-*' | ForEach-Object { $_.FullName })
# Examples and benchmarks are no part of the command.
$needed = @($modules | Where-Object { (Split-Path -Leaf $_) -notin 'norma-examples', 'norma-benchmarks' })

function Write-Line($text) {
    [Console]::Error.WriteLine($text)
}

# What lies under a folder of each module that is needed, folders included, for what is deleted shows in them.
function Get-Sources($folder) {
    foreach ($module in $needed) {
        $sources = Join-Path $module $folder
        if (Test-Path -LiteralPath $sources) {
            Get-Item -LiteralPath $sources
            Get-ChildItem -LiteralPath $sources -Recurse -Force
        }
    }
}

function Test-Newer($items) {
    $last = (Get-Item -LiteralPath $stamp).LastWriteTimeUtc
    return [bool](@($items) | Where-Object { $_.LastWriteTimeUtc -gt $last } | Select-Object -First 1)
}

function Test-UpToDate {
    foreach ($file in $stamp, $jar, $dependencies, $arguments) {
        if (-not (Test-Path -LiteralPath $file)) { return $false }
    }
    $libraries = [IO.File]::ReadAllText($dependencies).Trim()
    # A copy of the folder holds the class path of the original, and the local repository may have been emptied.
    if (-not $libraries.StartsWith($root, [StringComparison]::OrdinalIgnoreCase)) { return $false }
    foreach ($library in $libraries.Split(';')) {
        if (-not (Test-Path -LiteralPath $library)) { return $false }
    }
    $builds = @(Get-Item -LiteralPath (Join-Path $root 'pom.xml')) `
        + @($needed | ForEach-Object { Join-Path $_ 'pom.xml' } | Where-Object { Test-Path -LiteralPath $_ } | ForEach-Object { Get-Item -LiteralPath $_ }) `
        + @(Get-ChildItem -LiteralPath (Join-Path $root '.mvn') -Recurse -Force)
    return -not ((Test-Newer $builds) -or (Test-Newer (Get-Sources 'src\main')))
}

function Invoke-Build {
    if (Test-Path -LiteralPath $stamp) {
        Write-Line 'norma: sources changed, building'
    } else {
        Write-Line 'norma: building what this command needs, without tests and checks (the first time only)'
    }
    # A build that was stopped leaves its new stamp, and perhaps classes that are cut off but look finished; and Maven
    # keeps the copy of a resource that is gone.
    $stopped = Test-Path -LiteralPath "$stamp.new"
    $moved = (Test-Path -LiteralPath $stamp) -and (Test-Newer (Get-Sources 'src\main\resources' | Where-Object { $_.PSIsContainer }))
    if ($stopped -or $moved) {
        foreach ($module in $modules) {
            $fast = Join-Path $module 'target\fast'
            if (Test-Path -LiteralPath $fast) { Remove-Item -LiteralPath $fast -Recurse -Force }
        }
        New-Item -ItemType Directory -Force $built | Out-Null
    }
    [IO.File]::WriteAllText("$stamp.new", '')
    Push-Location -LiteralPath $root
    try {
        & (Join-Path $root 'mvnw.cmd') -q -T1C -Dfast -pl norma-cli -am package | ForEach-Object { Write-Line $_ }
        if ($LASTEXITCODE -ne 0) {
            Remove-Item -LiteralPath "$stamp.new"
            Write-Line 'norma: the build failed; what is wrong stands above'
            return $false
        }
    } finally {
        Pop-Location
    }
    $path = "$jar;" + [IO.File]::ReadAllText($dependencies).Trim()
    # Java reads the file in the code page of the system.
    [IO.File]::WriteAllText($arguments, '-cp "' + $path.Replace('\', '\\') + '"', [Text.Encoding]::Default)
    Move-Item -LiteralPath "$stamp.new" -Destination $stamp -Force
    return $true
}

if (Test-UpToDate) { exit 0 }
$waited = $false
while ($true) {
    try {
        New-Item -ItemType Directory -Force $built | Out-Null
        # Held open by one build at a time; the system lets go of it when that process ends, however it ends.
        $lock = [IO.File]::Open((Join-Path $target 'launcher.lock'), 'OpenOrCreate', 'ReadWrite', 'None')
        break
    } catch [UnauthorizedAccessException] {
        Write-Line "norma: cannot write into $target"
        exit 1
    } catch [IO.IOException] {
        $failure = $_.Exception.GetBaseException()
        # Only a file that somebody holds open (ERROR_SHARING_VIOLATION) is worth waiting for.
        if ($failure.HResult -ne -2147024864) {
            Write-Line "norma: cannot write into $target ($($failure.Message))"
            exit 1
        }
        if (-not $waited) { Write-Line 'norma: waiting for another build of this folder' }
        $waited = $true
        Start-Sleep -Seconds 1
    }
}
$done = $true
try {
    if (-not (Test-UpToDate)) { $done = Invoke-Build }
} finally {
    $lock.Dispose()
}
if ($done) { exit 0 } else { exit 1 }
