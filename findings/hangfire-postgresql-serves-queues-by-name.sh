#!/usr/bin/env bash
# Hangfire.Core 1.8.25 with Hangfire.PostgreSql 1.21.1 on PostgreSQL 15.
# A server that is given its queues in an order is expected to serve them in that order, as Hangfire's docs say of storages other than SQL Server.
# Seen: with Queues = ["urgent", "bulk"] and one worker, a job in "bulk" that was enqueued later still runs before the one in "urgent".
# The storage takes the smallest queue name first, whatever the list says.
# What Offboarding does: "lockout" sorts before "work", and a server of its own takes nothing but lockout.
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
using Hangfire.States;

GlobalConfiguration.Configuration.UsePostgreSqlStorage(to => to.UseNpgsqlConnection(args[0]));
var client = new BackgroundJobClient();
client.Create(() => Job.Run("urgent"), new EnqueuedState("urgent"));
client.Create(() => Job.Run("bulk"), new EnqueuedState("bulk"));
using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = 1, Queues = ["urgent", "bulk"] });
Job.Both.Wait(TimeSpan.FromMinutes(1));
Console.WriteLine(string.Join(' ', Job.Order));

public static class Job
{
    public static readonly List<string> Order = [];
    public static readonly CountdownEvent Both = new(2);
    public static void Run(string queue) { lock (Order) { Order.Add(queue); } Both.Signal(); }
}
X
seen=$(dotnet run "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres" 2>/dev/null | tail -1)
echo "The server's list: urgent bulk. The order in which they ran: $seen"
[[ $seen == "bulk urgent" ]]
