using System.Text.Json;
using Offboarding.Contracts;

namespace Offboarding.Dashboard.Queries;

/// <summary>Why a request was refused.</summary>
public sealed record RefusalText
{
    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    public string Help { get; init; } = "";

    /// <summary>The fields that are wrong, JSON.</summary>
    public string Errors { get; init; } = "[]";

    /// <summary>The fields that are wrong.</summary>
    public IReadOnlyList<FieldError> Fields => JsonSerializer.Deserialize<List<FieldError>>(Errors, JsonSerializerOptions.Web) ?? [];
}

/// <summary>What became of a request.</summary>
/// <param name="What"><c>case</c>, <c>preview</c>, <c>done</c> for another command that was carried out, or <c>refusal</c>.</param>
/// <param name="Id">Its id.</param>
public sealed record RequestAnswer(string What, Guid Id);
