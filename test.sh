#!/usr/bin/env bash
# Builds everything, starts the real mail servers that the tests need, and runs every test.
# Usage: ./test.sh            (installs Debian packages where they are missing and it may)
set -euo pipefail
cd "$(dirname "$0")"

# Real clients prove the in-process server as real servers prove the library.
eng/mailserver.sh install isync offlineimap3 mpop fetchmail msmtp swaks libnet-ssleay-perl curl faketime &
dotnet build AcMail.Core.sln -c Release --nologo -v quiet
wait $!
eng/publish-cli.sh artifacts/cli
export ACMAIL_CLI="$PWD/artifacts/cli/acmail"

# What tests write is thrown away, and in memory their countless flushes cost nothing; servers that run as other users look into it.
read -r octets options < <(findmnt -bno AVAIL,OPTIONS /dev/shm 2>/dev/null || echo 0 none)
if [[ -z ${TMPDIR:-} && $octets -gt $((2 << 30)) && ,$options, != *,noexec,* ]]; then
    TMPDIR=$(mktemp -d /dev/shm/acmail-tests.XXXXXX)
    trap 'rm -rf "$TMPDIR"' EXIT
    chmod 755 "$TMPDIR"
    export TMPDIR
fi

passed=0 failed=0 status=0
for project in tests/*/*.csproj benchmarks/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    log="artifacts/$name.log"
    echo "== $name"
    # Those on real servers start whole programs, which keep the processors busy by themselves; the others wait for a server in their own process.
    threads=2x
    [[ $name != *.IntegrationTests ]] || threads=default
    # A shell that starts this in the background has interruptions ignored, which every child would inherit.
    env --default-signal=INT dotnet run -c Release --no-build --project "$project" -- -noColor -maxThreads $threads >"$log" 2>&1 || status=1
    summary=$(grep -aE 'Total: [0-9]+' "$log" | tail -1 || true)
    if [[ $summary =~ Total:\ ([0-9]+),\ Errors:\ ([0-9]+),\ Failed:\ ([0-9]+),\ Skipped:\ ([0-9]+),\ Not\ Run:\ ([0-9]+) ]]; then
        bad=$((BASH_REMATCH[2] + BASH_REMATCH[3] + BASH_REMATCH[4]))
        passed=$((passed + BASH_REMATCH[1] - bad - BASH_REMATCH[5])) failed=$((failed + bad))
    else
        failed=$((failed + 1)) bad=1
    fi
    if [[ $bad != 0 ]]; then status=1; tail -n 200 "$log"; fi
done

echo "$passed passed, $failed failed"
[[ $failed == 0 && $passed != 0 ]] || status=1
exit "$status"
