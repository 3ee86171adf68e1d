#!/usr/bin/env bash
# Hangfire.Core 1.8.25 with Hangfire.PostgreSql 1.21.1 on PostgreSQL 15.
# DisableConcurrentExecution is expected to let one execution of a method run at a time, however long it takes.
# Seen: an execution that runs longer than the storage's DistributedLockTimeout loses its lock, and a second one runs beside it. The default is
# 10 minutes; here it is 3 seconds, so that it can be seen.
# What Offboarding does: the step's row is locked and carries a fencing token; nothing relies on the attribute.
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
using Hangfire;
using Hangfire.PostgreSql;

GlobalConfiguration.Configuration.UsePostgreSqlStorage(
    to => to.UseNpgsqlConnection(args[0]), new PostgreSqlStorageOptions { DistributedLockTimeout = TimeSpan.FromSeconds(3), QueuePollInterval = TimeSpan.FromMilliseconds(200) });
BackgroundJob.Enqueue(() => Job.Run());
BackgroundJob.Enqueue(() => Job.Run());
using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 2 });
Job.Both.Wait(TimeSpan.FromMinutes(2));
Console.WriteLine($"most at once: {Job.Most}");

public static class Job
{
    public static readonly CountdownEvent Both = new(2);
    public static int Most;
    private static int running;

    [DisableConcurrentExecution(60)]
    public static void Run()
    {
        int now = Interlocked.Increment(ref running);
        lock (Both) { Most = Math.Max(Most, now); }
        Thread.Sleep(TimeSpan.FromSeconds(12));
        Interlocked.Decrement(ref running);
        Both.Signal();
    }
}
X
seen=$(dotnet run "$database" 2>/dev/null | tail -1)
echo "Two executions of 12 s, with locks that last 3 s, $seen"
[[ $seen == "most at once: 2" ]]
