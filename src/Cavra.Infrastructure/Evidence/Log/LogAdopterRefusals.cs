using Cavra.Domain.Abstractions;

namespace Cavra.Infrastructure.Evidence.Log;

/// <summary>Why a worker can't be let go on with an adopted log.</summary>
internal static class LogAdopterRefusals
{
    public static readonly Refusal NotConfirmed = new(
        RefusalKind.Conflict, "log_memory.adoption_not_confirmed", "Another person has not confirmed that adoption: nothing is changed.");

    public static readonly Refusal NotBelieved = new(
        RefusalKind.Conflict, "log_memory.not_believed",
        "The stored log is not what a key in this machine's key directory has signed last: nothing is changed. cavra evidence fsck tells more.");

    public static readonly Refusal NoMemory = new(
        RefusalKind.Conflict, "log_memory.unusable",
        $"What is remembered of the log can't be read or written here: nothing is changed. {LogMemoryDirectory.Variable} or --data-dir names the place.");

    public static readonly Refusal Overtaken = new(
        RefusalKind.Conflict, "log_memory.overtaken", "A worker has changed what is remembered meanwhile: nothing is changed. Look again.");

    public static readonly Refusal Used = new(
        RefusalKind.Conflict, "log_memory.adoption_used",
        "This machine has gone on by that adoption before, and the log was put back since: nothing is changed. Ask for another adoption.");
}
