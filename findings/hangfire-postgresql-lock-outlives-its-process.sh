#!/usr/bin/env bash
# Hangfire.Core 1.8.25 with Hangfire.PostgreSql 1.21.1 on PostgreSQL 15.
# A distributed lock on PostgreSQL is expected to be an advisory lock, which ends with its connection.
# Seen: it is a row in hangfire.lock. After `kill -9` of its holder nobody can take it, until DistributedLockTimeout is over (10 minutes by default).
# Whatever stands behind such a lock (a change of a job's state, a recurring job, the scheduler) waits that long.
# What Offboarding does: a short DistributedLockTimeout, and nothing that matters stands behind one lock.
set -euo pipefail
here=$(mktemp -d); bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
as() { setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"; }
[[ $EUID -eq 0 ]] || as() { "$@"; }
stop() { as "$bin/pg_ctl" -D "$here/pg" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$here"; }
trap stop EXIT
chmod 777 "$here"; port=$((20000 + RANDOM % 20000))
as "$bin/initdb" -D "$here/pg" -U postgres -A trust >/dev/null
as "$bin/pg_ctl" -D "$here/pg" -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories=$here" -w start >/dev/null
database="Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
mkdir "$here/app"; cd "$here/app"
cat >app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Hangfire.Core" Version="1.8.25" />
    <PackageReference Include="Hangfire.PostgreSql" Version="1.21.1" />
    <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />
    <PackageReference Include="Npgsql" Version="10.0.3" />
  </ItemGroup>
</Project>
X
cat >Program.cs <<'X'
using System.Diagnostics;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

PostgreSqlStorage Open(TimeSpan timeout)
{
    var options = new PostgreSqlStorageOptions { DistributedLockTimeout = timeout };
    return new PostgreSqlStorage(new NpgsqlConnectionFactory(args[0], options), options);
}

string TryTake(TimeSpan timeout)
{
    try
    {
        using var held = Open(timeout).GetConnection().AcquireDistributedLock("a-lock", TimeSpan.FromSeconds(5));
        return "taken";
    }
    catch (PostgreSqlDistributedLockException) { return "refused"; }
}

if (args[1] == "hold")
{
    Open(TimeSpan.FromMinutes(10)).GetConnection().AcquireDistributedLock("a-lock", TimeSpan.FromSeconds(5));
    Process.GetCurrentProcess().Kill();
}

Thread.Sleep(TimeSpan.FromSeconds(4));
Console.WriteLine($"{TryTake(TimeSpan.FromMinutes(10))} {TryTake(TimeSpan.FromSeconds(3))}");
X
dotnet build -v q >/dev/null
dotnet bin/Debug/net10.0/app.dll "$database" hold >/dev/null 2>&1 || true
seen=$(dotnet bin/Debug/net10.0/app.dll "$database" take | tail -1)
echo "The holder was killed. With the default timeout of 10 minutes, and then of 3 seconds, the lock is: $seen"
[[ $seen == "refused taken" ]]
