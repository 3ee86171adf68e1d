namespace Offboarding.Dashboard.Tests.Support;

/// <summary>The ids in <c>busy-day.sql</c>.</summary>
public static class Seeded
{
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

    /// <summary>A message that could not be read and was discarded by ines.</summary>
    public static Guid Discarded { get; } = new("d0000000-0000-4000-8000-000000000005");

    /// <summary>A bulk act of yesterday: asked 3, sent 2, 1 succeeded, 1 failed again, 1 left alone.</summary>
    public static Guid Operation { get; } = new("f0000000-0000-4000-8000-000000000001");
}
