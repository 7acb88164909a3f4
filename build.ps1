# Runs the NUKE build: .\build.ps1 [TARGET...] [--parameter VALUE...]; .\build.ps1 --help lists both.
# Without the .NET SDK that global.json asks for, one is put into .nuke\temp.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1; $env:DOTNET_NOLOGO = 1; $env:NUKE_TELEMETRY_OPTOUT = 1

function Test-Sdk {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { return $false }
    dotnet --version *> $null
    return $LASTEXITCODE -eq 0
}

if (-not (Test-Sdk)) {
    $env:PATH = "$PSScriptRoot\.nuke\temp\dotnet;$env:PATH"
    if (-not (Test-Sdk)) {
        $script = [scriptblock]::Create((Invoke-WebRequest -UseBasicParsing https://dot.net/v1/dotnet-install.ps1))
        & $script -JSonFile global.json -InstallDir .nuke\temp\dotnet -NoPath
    }
}
dotnet build build\_build.csproj --nologo --verbosity quiet
if ($LASTEXITCODE) { exit $LASTEXITCODE }
dotnet run --project build\_build.csproj --no-build -- $args
exit $LASTEXITCODE
