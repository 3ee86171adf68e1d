#!/usr/bin/env bash
# Npgsql 10.0.3 on PostgreSQL 15.
# An ERROR ends a statement, and a transaction can go on from a savepoint: PostgreSQL keeps the session, whatever the error's code.
# Seen: after an error of class 53 (here 53100, disk_full, raised by a function) Npgsql closes the connection. ROLLBACK TO SAVEPOINT
# answers "Connection is not open", the session is gone from pg_stat_activity, and IsTransient says true of the first error. With another
# code (here 23514, check_violation) the same transaction goes on.
# What Offboarding does: it passes on the first error and not the second, so that the message waits instead of counting as one that cannot be handled.
set -euo pipefail
here=$(mktemp -d); bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
[[ $EUID -eq 0 ]] || as() { "$@"; }
stop() { as "$bin/pg_ctl" -D "$here/pg" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$here"; }
trap stop EXIT
chmod 777 "$here"; port=$((20000 + RANDOM % 20000))
as "$bin/initdb" -D "$here/pg" -U postgres -A trust >/dev/null
as "$bin/pg_ctl" -D "$here/pg" -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$here" -w start >/dev/null
mkdir "$here/app"; cd "$here/app"
cat >app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Npgsql" Version="10.0.3" /></ItemGroup>
</Project>
X
cat >Program.cs <<'X'
using Npgsql;

await using var database = NpgsqlDataSource.Create(args[0]);
foreach (string code in new[] { "23514", "53100" })
{
    await using NpgsqlConnection connection = await database.OpenConnectionAsync();
    int session = connection.ProcessID;
    await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
    await transaction.SaveAsync("before");
    string transient = "";
    try
    {
        await new NpgsqlCommand($"DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = '{code}'; END $$", connection).ExecuteNonQueryAsync();
    }
    catch (PostgresException error) { transient = $"transient: {error.IsTransient}"; }

    string then = "goes on";
    try { await new NpgsqlCommand("ROLLBACK TO SAVEPOINT before", connection).ExecuteNonQueryAsync(); }
    catch (Exception error) { then = error.Message; }

    // The end of a session takes the server a moment.
    bool there = true;
    for (int look = 0; look < 50 && there; look++)
    {
        await using NpgsqlCommand ask = database.CreateCommand("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1)");
        ask.Parameters.Add(new() { Value = session });
        there = (bool)(await ask.ExecuteScalarAsync())!;
        if (there) { await Task.Delay(20); }
    }

    Console.WriteLine($"{code}: {transient}, {connection.State}, {then}, session {(there ? "there" : "gone")}");
}
X
dotnet build -v q >/dev/null
seen=$(dotnet bin/Debug/net10.0/app.dll "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres")
echo "$seen"
[[ $seen == *"23514: transient: False, Open, goes on, session there"* && $seen == *"53100: transient: True, Closed, Connection is not open, session gone"* ]]
