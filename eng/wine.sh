#!/usr/bin/env bash
# Runs acmail, or the tests of a project, as the Windows program that they become, by means of wine. CI does without: wine is 650 MB.
set -euo pipefail
export LC_CTYPE=C.UTF-8 DOTNET_CLI_TELEMETRY_OPTOUT=1

if [ $# -eq 0 ]; then
  echo "usage: $0 PROJECT [ARGUMENT…]   such as tests/AcMail.Sqlite.Tests -noColor, or samples/AcMail.Samples.Console sync" >&2
  exit 2
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
wine=/usr/lib/wine/wine64
[ -x "$wine" ] || { echo "This needs: sudo apt-get install --no-install-recommends wine wine64" >&2; exit 1; }

out=$root/artifacts/wine/${1##*/}
dotnet publish "$root/$1" -c Release -r win-x64 --self-contained -p:PublishAot=false "-p:ArtifactsPath=$root/artifacts/wine/build" -o "$out" --nologo -v quiet
program=${1##*/}
[ -f "$out/$program.exe" ] || program=acmail
shift
# .NET fails under wine with pages that are never writable and executable at once.
export WINEPREFIX=$root/artifacts/wine/prefix WINEDEBUG=-all DOTNET_EnableWriteXorExecute=0
exec "$wine" "$out/$program.exe" "$@"
