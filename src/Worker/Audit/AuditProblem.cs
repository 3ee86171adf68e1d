namespace Offboarding.Worker.Audit;

/// <summary>Something in the audit trail is not as it was written (F7).</summary>
public enum AuditProblem
{
    /// <summary>The entry reads differently now.</summary>
    Changed,

    /// <summary>The chain knows the entry and it is gone.</summary>
    Missing,

    /// <summary>Entries between this one and the one before it are gone, from the chain too.</summary>
    MissingBefore,

    /// <summary>The last entries of the workspace are gone, from the chain too.</summary>
    MissingAtTheEnd,

    /// <summary>The entry does not follow the one it was written after.</summary>
    Reordered,

    /// <summary>The entry was written past the chain.</summary>
    NotInTheChain,

    /// <summary>Rows of the ledger of what went to whom, which the entry seals, read differently now, are gone or have got company.</summary>
    LedgerChanged,
}
