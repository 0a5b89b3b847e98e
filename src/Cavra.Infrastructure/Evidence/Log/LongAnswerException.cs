namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>That somebody who was asked about a checkpoint answers more than anyone reads.</summary>
internal sealed class LongAnswerException : Exception;
