namespace Offboarding.Worker.Steps;

/// <summary>Somebody else writes the rows of a batch that did not lock them first; it is begun again, with locks.</summary>
public sealed class BatchContendedException(Exception? inner = null) : Exception("Somebody else writes the same rows.", inner);
