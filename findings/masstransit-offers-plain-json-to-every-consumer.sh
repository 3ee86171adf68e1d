#!/usr/bin/env bash
# MassTransit 8.5.12, in-memory transport.
# A JSON message without MassTransit's envelope, on an endpoint with two consumers, is expected to reach the one whose properties it has.
# Seen: it has no type, so it is taken for both: each consumer gets it, the second one with properties that are null although they are not nullable.
# One plain message from a foreign program can so start, and end, a state machine that listens on the same queue.
# What Offboarding does: one endpoint for each command, which reads the fields itself.
set -euo pipefail
here=$(mktemp -d); trap 'rm -rf "$here"' EXIT
mkdir "$here/app"; cd "$here/app"
cat >app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <FrameworkReference Include="Microsoft.AspNetCore.App" />
    <PackageReference Include="MassTransit" Version="8.5.12" />
  </ItemGroup>
</Project>
X
cat >Program.cs <<'X'
using MassTransit;
using People;

var seen = System.Threading.Channels.Channel.CreateUnbounded<string>();
IBusControl bus = Bus.Factory.CreateUsingInMemory(memory =>
{
    memory.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
    memory.ReceiveEndpoint("people", e =>
    {
        e.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        e.Handler<Hired>(async context => await seen.Writer.WriteAsync($"hired:{context.Message.Desk ?? "null"}"));
        e.Handler<Left>(async context => await seen.Writer.WriteAsync($"left:{context.Message.LastDay ?? "null"}"));
    });
});
await bus.StartAsync();
await (await bus.GetSendEndpoint(new Uri("queue:people"))).Send(new Hired("7b"));
string[] both = [await seen.Reader.ReadAsync(), await seen.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token)];
Console.WriteLine(string.Join(' ', both.Order()));
await bus.StopAsync();

namespace People
{
    public record Hired(string Desk);
    public record Left(string LastDay);
}
X
seen=$(dotnet run 2>/dev/null | tail -1)
echo "One message {\"desk\":\"7b\"} was handled as: $seen"
[[ $seen == "hired:7b left:null" ]]
