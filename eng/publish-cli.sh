#!/usr/bin/env bash
# Publishes the console sample as a native program: OUTDIR/acmail, with the SQLite library beside it.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 OUTDIR" >&2
  exit 2
fi

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)

missing=()
command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(clang)
echo '#include <zlib.h>' | "$(command -v clang || command -v gcc || echo false)" -E -x c - >/dev/null 2>&1 || missing+=(zlib1g-dev)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}"
  else
    echo "A native build needs: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

case $(uname -m) in
  x86_64) rid=linux-x64 ;;
  aarch64) rid=linux-arm64 ;;
  *) echo "There is no native build for $(uname -m)." >&2; exit 1 ;;
esac

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
dotnet publish "$root/samples/AcMail.Samples.Console" -c Release -r "$rid" -o "$staging" --nologo -v quiet
cp "$staging"/acmail "$out"/
if [ -f "$staging/libe_sqlite3.so" ]; then cp "$staging/libe_sqlite3.so" "$out"/; fi
echo "$out/acmail"
