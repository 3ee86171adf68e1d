# Runs the worker as a child that never outlives the benchmark: standard input is a pipe the benchmark holds open, and when it
# closes, for whatever reason, the worker is ended. Arguments: log file, command. Prints the worker's process id.
log=$1
shift
trap '' INT HUP
exec 3<&0
"$@" </dev/null >"$log" 2>&1 3<&- &
worker=$!
echo "$worker"
(
    read -r _ <&3
    kill -s TERM "$worker"
    for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$worker" 2>/dev/null || exit; sleep 0.5; done
    kill -s KILL "$worker"
) >/dev/null 2>&1 3<&3 &
wait "$worker"
