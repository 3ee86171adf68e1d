using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Offboarding.Worker.Infrastructure.Database;

namespace Offboarding.Worker.Cases;

/// <summary>The saga's transaction, for activities that write rows of their own.</summary>
internal static class SagaContextExtensions
{
    public static NpgsqlConnection Connection(this PipeContext context) =>
        (NpgsqlConnection)context.GetPayload<OffboardingDbContext>().Database.GetDbConnection();
}
