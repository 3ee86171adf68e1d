using MassTransit;

namespace Offboarding.Worker.Steps;

/// <summary>Takes a slice off a queue.</summary>
internal sealed class RunStepConsumer(StepRunner runner) : IConsumer<RunStep>
{
    public Task Consume(ConsumeContext<RunStep> context) => runner.RunAsync(context.Message, null, context.CancellationToken);
}
