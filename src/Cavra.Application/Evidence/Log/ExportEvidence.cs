using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Decides what an export of evidence holds, and records that it was asked for. It can be read once the log has the record.</summary>
/// <param name="AuditId">Selects the entries about an audit package.</param>
/// <param name="DeliveryId">Selects the entries about an audit delivery.</param>
/// <param name="RetryPlanId">Selects the entries about a retry plan.</param>
/// <param name="Since">Selects from this instant on; the first instant.</param>
/// <param name="Until">Selects up to this instant; the last instant.</param>
/// <param name="EarlierCheckpoint">A checkpoint of this log that the asker kept: the export then proves that the log grew from it.</param>
public sealed record ExportEvidence(
    Name? AuditId, Name? DeliveryId, Name? RetryPlanId, DateTimeOffset? Since, DateTimeOffset? Until, string? EarlierCheckpoint)
    : ICommand<PreparedExport>
{
    public static Permission Permission => Permissions.RecordsRead;
}

/// <summary>An export that was recorded.</summary>
/// <param name="Export">What was recorded of it.</param>
/// <param name="EvidenceId">The entry that records it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Earlier">The asker's checkpoint, which the log has grown from; null when there is none.</param>
public sealed record PreparedExport(EvidenceExport Export, EvidenceId EvidenceId, DateTimeOffset MadeAt, string? Earlier) : IBetweenSteps;

internal sealed class ExportEvidenceValidator : AbstractValidator<ExportEvidence>
{
    public ExportEvidenceValidator()
    {
        RuleFor(export => export).Must(NamesSomething).OverridePropertyName("")
            .WithMessage("Name one of audit_id, delivery_id and retry_plan_id, or since, until or both; times narrow what an id selects.");
        RuleFor(export => export.Until).Must((export, until) => !(until < export.Since)).WithMessage("Not before since.");
        RuleFor(export => export.EarlierCheckpoint)
            .Must(text => text is null || (SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out _)))
            .WithMessage("Must be a signed checkpoint, whole, as it was given.");
    }

    private static bool NamesSomething(ExportEvidence export)
    {
        object?[] things = [export.AuditId, export.DeliveryId, export.RetryPlanId];
        var named = things.Count(thing => thing is not null);
        return named == 1 || (named == 0 && (export.Since ?? export.Until) is not null);
    }
}

internal sealed class ExportEvidenceHandler(ExportSelection selection, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<ExportEvidence, Result<PreparedExport>>
{
    public async Task<Result<PreparedExport>> Handle(ExportEvidence command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var export = await selection.PrepareAsync(command, now, cancellationToken);
        if (export.Refusal is { } refusal)
        {
            return refusal;
        }

        var proof = journal.Prove(export.Value, export.Value.Evidence.Summary);
        return new PreparedExport(export.Value, proof.EvidenceId, now, command.EarlierCheckpoint);
    }
}
