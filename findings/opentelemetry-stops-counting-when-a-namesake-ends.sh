#!/usr/bin/env bash
# OpenTelemetry 1.20.1 (.NET).
# Two meters of one name with the same counter, as two hosts in one process have them (each ASP.NET Core host makes its own meters), are one stream.
# When one of the two is disposed, the other is expected to go on being counted.
# Seen: what the other adds is exported once more and then never again; its counter still says that it is enabled, and nothing is logged.
# What Offboarding does: one host a process; its own meter lives as long as the process; the test of the dashboard's metrics runs beside no other dashboard.
set -euo pipefail
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
cat >app.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="OpenTelemetry" Version="1.20.1" /></ItemGroup>
</Project>
X
cat >Program.cs <<'X'
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

var seen = new Seen();
using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddMeter("app").AddReader(new BaseExportingMetricReader(seen)).Build();
Meter first = new("app"), second = new("app");
Counter<long> one = first.CreateCounter<long>("requests"), two = second.CreateCounter<long>("requests");
one.Add(1);
two.Add(10);
string both = Export();
first.Dispose();
two.Add(100);
string once = Export();
two.Add(100);
Console.WriteLine($"{both} {once} {Export()} enabled={two.Enabled}");

string Export()
{
    seen.Text = "";
    provider.ForceFlush();
    return seen.Text == "" ? "nothing" : seen.Text;
}

sealed class Seen : BaseExporter<Metric>
{
    public string Text = "";

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (Metric metric in batch)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                Text += point.GetSumLong();
            }
        }

        return ExportResult.Success;
    }
}
X
seen=$(dotnet run 2>/dev/null | tail -1)
echo "The sum of both; after the first has been disposed; and once more: $seen"
[[ $seen == "11 111 nothing enabled=True" ]]
