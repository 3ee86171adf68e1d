using Offboarding.Dashboard.Queries;

namespace Offboarding.Dashboard.Live;

/// <summary>Knows how one kind of <see cref="LiveView"/> is read. It is in the folder of its page.</summary>
public interface ILiveReader
{
    /// <summary>The kind of view.</summary>
    Type View { get; }

    /// <summary>Reads a view of that kind and cuts it into the parts that can change; null: there is nothing (any more).</summary>
    Task<LiveContent?> ReadAsync(LiveView view, Overview overview, CancellationToken cancellationToken);
}
