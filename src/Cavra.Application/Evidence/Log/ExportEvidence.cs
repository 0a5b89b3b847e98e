using Cavra.Application.Messaging;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Evidence;
using Cavra.Domain.Evidence.Log;
using FluentValidation;
using MediatR;

namespace Cavra.Application.Evidence.Log;

/// <summary>Decides what an export of evidence holds, and records that it was asked for.</summary>
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

/// <summary>What an export holds; its files are read one by one as they are written.</summary>
/// <param name="Export">What was recorded of it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Origin">What the log is called.</param>
/// <param name="Checkpoint">The signed checkpoint.</param>
/// <param name="Selected">Indexes of the selected entries, in order.</param>
/// <param name="Keys">Verifier keys, the newest first.</param>
/// <param name="Earlier">The asker's checkpoint; null when there is none.</param>
/// <param name="Consistency">The proof that the log grew from it.</param>
public sealed record PreparedExport(
    EvidenceExport Export, DateTimeOffset MadeAt, string Origin, string Checkpoint, IReadOnlyList<long> Selected, IReadOnlyList<string> Keys,
    string? Earlier, IReadOnlyList<TreeHash> Consistency) : IBetweenSteps;

internal sealed class ExportEvidenceValidator : AbstractValidator<ExportEvidence>
{
    public ExportEvidenceValidator()
    {
        RuleFor(export => export).Must(NamesOneThing).OverridePropertyName("")
            .WithMessage("Name an audit_id, a delivery_id, a retry_plan_id, or since and until: exactly one of them.");
        RuleFor(export => export.Until).Must((export, until) => !(until < export.Since)).WithMessage("Not before since.");
        RuleFor(export => export.EarlierCheckpoint)
            .Must(text => text is null || (SignedNote.TryParse(text, out var note) && Checkpoint.TryParse(note.Text, out _)))
            .WithMessage("Must be a signed checkpoint, whole, as it was given.");
    }

    private static bool NamesOneThing(ExportEvidence export)
    {
        object?[] things = [export.AuditId, export.DeliveryId, export.RetryPlanId, export.Since ?? export.Until];
        return things.Count(thing => thing is not null) == 1;
    }
}

internal sealed class ExportEvidenceHandler(ExportSelection selection, EvidenceJournal journal, TimeProvider clock)
    : IRequestHandler<ExportEvidence, Result<PreparedExport>>
{
    public async Task<Result<PreparedExport>> Handle(ExportEvidence command, CancellationToken cancellationToken)
    {
        var prepared = await selection.PrepareAsync(command, clock.GetUtcNow(), cancellationToken);
        if (prepared.Refusal is null)
        {
            journal.Prove(prepared.Value.Export, prepared.Value.Export.Evidence.Summary);
        }

        return prepared;
    }
}
