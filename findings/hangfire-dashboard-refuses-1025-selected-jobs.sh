#!/usr/bin/env bash
# Hangfire.AspNetCore 1.8.25 with Hangfire.PostgreSql 1.21.1 on PostgreSQL 15.
# The dashboard's lists offer up to 5,000 jobs a page with a box to select them all, so all of them are expected to be sent.
# Seen: 1,024 selected jobs are deleted; 1,025 answer HTTP 500 and nothing is done: ASP.NET Core reads at most 1,024 values of a form.
# The page itself shows nothing of it, the button keeps turning.
# What Offboarding does: it takes these forms itself, with a limit that holds for a whole page.
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
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Hangfire.Core" Version="1.8.25" />
    <PackageReference Include="Hangfire.AspNetCore" Version="1.8.25" />
    <PackageReference Include="Hangfire.PostgreSql" Version="1.21.1" />
    <PackageReference Include="Newtonsoft.Json" Version="13.0.4" />
    <PackageReference Include="Npgsql" Version="10.0.3" />
  </ItemGroup>
</Project>
X
cat >Program.cs <<'X'
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;

WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.Services.AddHangfire(hangfire => hangfire.UsePostgreSqlStorage(to => to.UseNpgsqlConnection(args[0])));
WebApplication app = builder.Build();
app.UseHangfireDashboard("/hangfire", new DashboardOptions { Authorization = [], IgnoreAntiforgeryToken = true });
app.Urls.Add("http://127.0.0.1:0");
await app.StartAsync();
var jobs = app.Services.GetRequiredService<IBackgroundJobClient>();
string[] ids = [.. Enumerable.Range(0, 2049).Select(_ => jobs.Enqueue(() => Console.WriteLine()))];
using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
async Task<string> Delete(IEnumerable<string> some) => ((int)(await http.PostAsync(
    "/hangfire/jobs/enqueued/delete", new FormUrlEncodedContent(some.Select(id => KeyValuePair.Create("jobs[]", id))))).StatusCode).ToString();
string few = await Delete(ids[..1024]), many = await Delete(ids[1024..]);
Console.WriteLine($"{few} {many} {app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().DeletedListCount()}");
X
seen=$(dotnet run "$database" 2>/dev/null | tail -1)
echo "Answers to 1,024 and to 1,025 selected jobs, and the jobs that are deleted after both: $seen"
[[ $seen == "204 500 1024" ]]
