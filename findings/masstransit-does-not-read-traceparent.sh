#!/usr/bin/env bash
# MassTransit 8.5.12, in-memory transport.
# A message that carries the W3C header `traceparent` is expected to continue the sender's trace, as HTTP requests do in .NET.
# Seen: the consumer's activity belongs to another trace. MassTransit reads and writes its own header, MT-Activity-Id, with the same content.
# A publisher that is not MassTransit (an HR system in Java or Node) therefore loses its trace at the door.
# What Offboarding does: its intake reads `traceparent` itself, and its events carry both headers.
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
using System.Diagnostics;
using MassTransit;
using People;

using var listener = new ActivityListener { ShouldListenTo = _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded };
ActivitySource.AddActivityListener(listener);
const string Trace = "0af7651916cd43dd8448eb211c80319c", Parent = $"00-{Trace}-b7ad6b7169203331-01";
var seen = System.Threading.Channels.Channel.CreateUnbounded<string>();
IBusControl bus = Bus.Factory.CreateUsingInMemory(memory => memory.ReceiveEndpoint("hired", e => e.Handler<Left>(async context =>
    await seen.Writer.WriteAsync(Activity.Current?.TraceId.ToString() == Trace ? "continued" : "new"))));
await bus.StartAsync();
ISendEndpoint endpoint = await bus.GetSendEndpoint(new Uri("queue:hired"));
await endpoint.Send(new Left("1"), context => context.Headers.Set("traceparent", Parent));
string first = await seen.Reader.ReadAsync();
using (new Activity("hr").SetParentId(Parent).Start())
{
    await endpoint.Send(new Left("2"));
}

Console.WriteLine($"{first} {await seen.Reader.ReadAsync()}");
await bus.StopAsync();

namespace People { public record Left(string Id); }
X
seen=$(dotnet run 2>/dev/null | tail -1)
echo "The trace, with the header traceparent, and sent by MassTransit itself: $seen"
[[ $seen == "new continued" ]]
