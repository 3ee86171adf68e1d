# Runs a server as a child and never lets it outlive its owner, even when the owner dies of kill -9.
# Arguments: folder of the server, log file, signal that ends it, command. Standard input is a pipe that the owner holds
# open: when it closes, the server is stopped and its folder removed. Prints the server's process id.
folder=$1 log=$2 signal=$3
shift 3
# Ctrl-C, or the end of a session, reaches the whole process group; the guard has work left to do then.
trap '' INT HUP TERM
exec 3<&0 2>>"$log"
"$@" </dev/null >>"$log" 3<&- &
server=$!
echo "$server"
(
    read -r _ <&3
    touch "$folder/abandoned"
    kill -s "$signal" "$server"
) >/dev/null &
guard=$!
wait "$server"
code=$?
if [ -e "$folder/abandoned" ]; then
    # A server's own children need a moment to go; until then they may write.
    for _ in 1 2 3 4 5; do rm -rf "$folder" 2>/dev/null && break; sleep 0.2; done
fi
kill -s KILL "$guard"
exit "$code"
