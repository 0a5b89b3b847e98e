using Cavra.Application.Access;
using Cavra.Application.Ports;
using Cavra.Domain.Evidence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cavra.Application.Evidence;

/// <summary>Writes the evidence of a command that crashed, from a scope and a connection that the crash can't have touched.</summary>
internal sealed partial class FaultRecorder(IServiceScopeFactory scopes, ILogger<FaultRecorder> logger)
{
    /// <summary>Writes the entry, whether or not anybody waits; never throws, for the crash itself must reach the caller.</summary>
    public async Task RecordAsync(Call call, CommandFacts command)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var fresh = scope.ServiceProvider.GetRequiredService<Call>();
            (fresh.Caller, fresh.RequestId, fresh.TraceId) = (call.Caller, call.RequestId, call.TraceId);
            var journal = scope.ServiceProvider.GetRequiredService<EvidenceJournal>();
            journal.Open(command);
            journal.Note(EvidenceEntry.Faulted);
            await scope.ServiceProvider.GetRequiredService<ICavraDbContext>().SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure)
        {
            NotRecorded(logger, command.Action, failure.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The evidence that '{Action}' crashed could not be written: {Failure}")]
    private static partial void NotRecorded(ILogger logger, string action, string failure);
}
