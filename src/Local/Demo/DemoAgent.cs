namespace Offboarding.Local.Demo;

/// <summary>One agent of the demo workspace's support team.</summary>
internal sealed record DemoAgent(Guid Id, string Name, bool Active, long OpenConversations);
