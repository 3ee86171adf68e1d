namespace Offboarding.Dashboard.Tests.Support;

/// <summary>The ids in <c>busy-day.sql</c>.</summary>
public static class Seeded
{
    /// <summary>The busy day, and over it what waits for approval, lists, holds, contacts and work left behind.</summary>
    public const string DeskDay = "busy-day.sql desk-day.sql";

    /// <summary>The workspace Contoso Care.</summary>
    public static Guid Contoso { get; } = new("a0000000-0000-4000-8000-000000000002");

    /// <summary>Of the desk day: eight people of Contoso wait for a second person, asked for as a list.</summary>
    public static Guid Approval { get; } = new("e3000000-0000-4000-8000-000000000001");

    /// <summary>Of the desk day: the first case that waits.</summary>
    public static Guid Held { get; } = new("e4000000-0000-4000-8000-000000000001");

    /// <summary>Of the desk day: the request of a list of Northwind whose six lines came to every kind of end.</summary>
    public static Guid List { get; } = new("e2000000-0000-4000-8000-0000000000ff");

    /// <summary>Of the desk day: the request of the list of Contoso that waits.</summary>
    public static Guid HeldList { get; } = new("e2000000-0000-4000-8000-00000000000f");

    /// <summary>Of the desk day: Hanna Virtanen, inactive, with 7 tasks and 12 conversations.</summary>
    public static Guid Hanna { get; } = new("b0000000-0000-4000-8000-000000000023");

    /// <summary>Of the desk day: Wei Zhang, inactive and under legal hold.</summary>
    public static Guid Wei { get; } = new("b0000000-0000-4000-8000-000000000009");

    /// <summary>Of the desk day: Ines Castro, invited.</summary>
    public static Guid Ines { get; } = new("b0000000-0000-4000-8000-000000000021");

    /// <summary>The workspace Northwind Support.</summary>
    public static Guid Northwind { get; } = new("a0000000-0000-4000-8000-000000000001");

    /// <summary>Jonas Weber, active.</summary>
    public static Guid Jonas { get; } = new("b0000000-0000-4000-8000-000000000005");

    /// <summary>Marta Lindqvist: handing over 20,000 conversations, 7,140 of them done.</summary>
    public static Guid Running { get; } = new("c0000000-0000-4000-8000-000000000001");

    /// <summary>Tomás Okafor: reassign-conversations has failed three times.</summary>
    public static Guid Failed { get; } = new("c0000000-0000-4000-8000-000000000002");

    /// <summary>Priya Raman: completed.</summary>
    public static Guid Completed { get; } = new("c0000000-0000-4000-8000-000000000003");

    /// <summary>Jonas Weber: scheduled.</summary>
    public static Guid Scheduled { get; } = new("c0000000-0000-4000-8000-000000000004");

    /// <summary>What would happen if Jonas Weber left, with three warnings.</summary>
    public static Guid Preview { get; } = new("e0000000-0000-4000-8000-000000000001");

    /// <summary>The same with Wei Zhang, who is inactive, as a recipient.</summary>
    public static Guid RefusedPreview { get; } = new("e0000000-0000-4000-8000-000000000002");

    /// <summary>A message that could not be read.</summary>
    public static Guid Parked { get; } = new("d0000000-0000-4000-8000-000000000001");

    /// <summary>A departure that was refused: the only owner.</summary>
    public static Guid Refused { get; } = new("d0000000-0000-4000-8000-000000000003");

    /// <summary>A message that could not be read and was discarded by ines.</summary>
    public static Guid Discarded { get; } = new("d0000000-0000-4000-8000-000000000005");

    /// <summary>A bulk act of yesterday: asked 3, sent 2, 1 succeeded, 1 failed again, 1 left alone.</summary>
    public static Guid Operation { get; } = new("f0000000-0000-4000-8000-000000000001");

    /// <summary>Runs SQL files of this project.</summary>
    /// <param name="database">Where.</param>
    /// <param name="files">With blanks between; null: none.</param>
    public static async Task SeedAsync(this TestDatabase database, string? files)
    {
        foreach (string file in (files ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            await database.ExecuteAsync(Sql.Read(file));
        }
    }
}
