using Offboarding.Local;
using Offboarding.Local.Options;
using Offboarding.Local.Sending;
using Offboarding.Local.Terminal;

// Options, then one run, or one message to a run in another terminal. A run: data folder, PostgreSQL, schema, logins, demo data, worker and dashboard, a demonstration request.
using var signals = new StopSignals();
var terminal = LocalTerminal.ForThisProcess();
return await LocalCommand
    .Create(
        (options, _) => new LocalRun(options, terminal).RunToExitCodeAsync(signals.Stop),
        (options, _) => new SendRun(options, terminal).RunToExitCodeAsync(signals.Stop))
    .ParseBriefly(args)
    .InvokeAsync(new() { ProcessTerminationTimeout = null });
