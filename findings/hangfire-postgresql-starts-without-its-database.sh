#!/usr/bin/env bash
# Hangfire.Core 1.8.25 with Hangfire.PostgreSql 1.21.1; no database is needed.
# A storage that cannot prepare its schema is expected to say so by throwing.
# Seen: with nothing listening at the address the constructor blocks for many seconds of retries, and then returns as if all were well.
# The schema is missing later, when the first job is made. A host that makes the storage while it starts is not ready all that time.
# What Offboarding does: the owner's migration makes the schema, PrepareSchemaIfNecessary is off.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
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

long start = Stopwatch.GetTimestamp();
string end = "returned";
try
{
    var options = new PostgreSqlStorageOptions();
    _ = new PostgreSqlStorage(new NpgsqlConnectionFactory("Host=127.0.0.1;Port=1;Username=any;Database=any", options), options);
}
catch (Exception error)
{
    end = "threw " + error.GetType().Name;
}

Console.WriteLine($"{end} {(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(5) ? "late" : "at once")} {Stopwatch.GetElapsedTime(start).TotalSeconds:0}");
X
seen=$(dotnet run 2>/dev/null | tail -1)
echo "The constructor, and the seconds it took: $seen"
[[ $seen == "returned late "* ]]
