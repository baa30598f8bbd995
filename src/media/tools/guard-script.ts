/**
 * Run by /bin/sh as the leader of a process group; `$0` is what it says when there is no such tool, `$1` the memory limit in
 * kB, the rest the command. Only the process that started it holds the other end of pipe 3: when that closes, by whatever
 * death, the read ends and the whole group is killed. Costs 1–2 ms.
 * `ulimit -d` counts memory that can be written to, so it also fits programs that reserve much more than they use.
 */
export const GUARD = `
ulimit -c 0 2>/dev/null
if [ "$1" != unlimited ]; then ulimit -d "$1" 2>/dev/null; fi
shift
command -v "$1" >/dev/null 2>&1 || { echo "$0" >&2; exit 127; }
exec 4<&0
"$@" <&4 4<&- 3<&- &
tool=$!
( read -r _ <&3; kill -9 0 ) 4<&- </dev/null >/dev/null 2>&1 &
guard=$!
exec 3<&- 4<&- </dev/null
wait $tool
code=$?
kill -9 $guard 2>/dev/null
exit $code
`;
