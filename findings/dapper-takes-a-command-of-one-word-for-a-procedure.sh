#!/usr/bin/env bash
# Dapper 2.1.86 with Microsoft.Data.Sqlite 10.0.15 (and Npgsql 10 on PostgreSQL 15, where it was met: "procedure checkpoint() does not exist"), .NET 10.
# A text without a command type is expected to be sent as it is, as ADO.NET does: CommandType.Text is the default of every provider.
# Seen: a text of one word is sent as a call of a stored procedure, but for VACUUM. ANALYZE and (on PostgreSQL) CHECKPOINT fail; with a
# semicolon, or with the command type said, they work, and so does the same text in a command of the provider's own. It shows only in maintenance: everything else has a blank.
# What Offboarding does: the worker's statements all have parameters or a blank; the benchmark sends CHECKPOINT without Dapper.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat >try.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="2.1.86" />
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />
  </ItemGroup>
</Project>
X
cat >try.cs <<'X'
using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

using var connection = new SqliteConnection("Data Source=:memory:");
connection.Open();
using SqliteCommand own = connection.CreateCommand();
own.CommandText = "ANALYZE";
Try("the provider's own command", () => own.ExecuteNonQuery());
Try("Dapper, ANALYZE", () => connection.Execute("ANALYZE"));
Try("Dapper, ANALYZE;", () => connection.Execute("ANALYZE;"));
Try("Dapper, VACUUM", () => connection.Execute("VACUUM"));
Try("Dapper, ANALYZE as text", () => connection.Execute("ANALYZE", commandType: CommandType.Text));

static void Try(string what, Func<int> act)
{
    try
    {
        act();
        Console.WriteLine($"{what}: done");
    }
    catch (ArgumentException error)
    {
        Console.WriteLine($"{what}: {error.Message}");
    }
}
X
seen=$(dotnet run -c Release)
echo "$seen"
[[ $seen == "the provider's own command: done"$'\n'"Dapper, ANALYZE: The CommandType 'StoredProcedure' is not supported."$'\n'"Dapper, ANALYZE;: done"$'\n'"Dapper, VACUUM: done"$'\n'"Dapper, ANALYZE as text: done" ]]
