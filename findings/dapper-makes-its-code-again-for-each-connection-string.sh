#!/usr/bin/env bash
# Dapper 2.1.86 with Microsoft.Data.Sqlite 10.0.15, .NET 10.
# A statement's mapping code is expected to be made once for a process: same text, same parameters, same row type.
# Seen: the connection string is part of the key. Twenty databases of one schema, as with a database a tenant or a database a test, are twenty entries and 37
# methods compiled at run time for one statement; where all connection strings compare as equal it is one entry and 6 methods.
# What Offboarding does: a worker and a dashboard have one database each. The tests, which have hundreds, set SqlMapper.ConnectionStringComparer (TestDatabase).
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT; cd "$here"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
cat >try.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dapper" Version="2.1.86" />
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />
  </ItemGroup>
</Project>
X
cat >try.cs <<'X'
using System.Runtime;
using Dapper;
using Microsoft.Data.Sqlite;

Ask(0); // What is compiled once anyway.
SqlMapper.PurgeQueryCache();
long before = JitInfo.GetCompiledMethodCount();
for (int tenant = 1; tenant <= 20; tenant++) Ask(tenant);
Console.WriteLine($"each its own: {SqlMapper.GetCachedSQLCount()} entries");
long each = JitInfo.GetCompiledMethodCount() - before;

SqlMapper.ConnectionStringComparer = EqualityComparer<string>.Create((_, _) => true, _ => 0);
SqlMapper.PurgeQueryCache();
before = JitInfo.GetCompiledMethodCount();
for (int tenant = 21; tenant <= 40; tenant++) Ask(tenant);
Console.WriteLine($"all alike: {SqlMapper.GetCachedSQLCount()} entries");
long alike = JitInfo.GetCompiledMethodCount() - before;
Console.WriteLine(each > 2 * alike ? "more than twice the methods compiled" : $"methods compiled: {each}, {alike}");
Console.Error.WriteLine($"methods compiled: {each} and {alike}");

static void Ask(int tenant)
{
    using var connection = new SqliteConnection($"Data Source=tenant{tenant};Mode=Memory");
    connection.Open();
    Row row = connection.QuerySingle<Row>("SELECT @id AS Id, @name AS Name", new { id = 7L, name = "Mira" });
    if (row is not { Id: 7, Name: "Mira" }) throw new InvalidOperationException();
}

internal sealed class Row
{
    public long Id { get; set; }
    public string? Name { get; set; }
}
X
seen=$(dotnet run -c Release)
echo "$seen"
[[ $seen == $'each its own: 20 entries\nall alike: 1 entries\nmore than twice the methods compiled' ]]
