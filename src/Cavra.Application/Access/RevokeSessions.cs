using Cavra.Application.Evidence;
using Cavra.Application.Messaging;
using Cavra.Application.Ports;
using Cavra.Domain.Abstractions;
using Cavra.Domain.Access;
using Cavra.Domain.Access.Tokens;
using Cavra.Domain.Evidence;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Cavra.Application.Access;

/// <summary>Ends every console session of a subject in the workspace at once, on every replica.</summary>
/// <param name="Subject">Id of the credential that was signed in with, as sessions and evidence show it.</param>
public sealed record RevokeSessions(string? Subject) : ICommand<RevokedSessionsAnswer>
{
    public static Permission Permission => Permissions.SessionsRevoke;
}

/// <summary>What revoking sessions is answered with.</summary>
/// <param name="SchemaVersion">Version of this document.</param>
/// <param name="Product">Always CAVRA.</param>
/// <param name="Subject">Whose sessions they were.</param>
/// <param name="EndedCount">How many were open, and are ended.</param>
/// <param name="Metadata">Public view of the evidence entry that proves it.</param>
/// <param name="Actor">Who did it, as the credential says.</param>
public sealed record RevokedSessionsAnswer(
    string SchemaVersion, string Product, string Subject, int EndedCount, MetadataItem Metadata, ActorView Actor);

internal sealed class RevokeSessionsValidator : AbstractValidator<RevokeSessions>
{
    public RevokeSessionsValidator() => RuleFor(command => command.Subject)
        .Must(subject => subject is not null && TokenSubject.IsOne(subject))
        .WithMessage($"1 to {TokenSubject.MaxLength} printable characters without spaces.");
}

internal sealed class RevokeSessionsHandler(ICavraDbContext db, EvidenceJournal journal, Call call, SessionTerms terms, IRedactor redactor, TimeProvider clock)
    : IRequestHandler<RevokeSessions, Result<RevokedSessionsAnswer>>
{
    public async Task<Result<RevokedSessionsAnswer>> Handle(RevokeSessions command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var candidates = await db.ConsoleSessions
            .Where(session => session.Subject == command.Subject && session.EndedAt == null && session.ExpiresAt > now)
            .ToListAsync(cancellationToken);
        // What is in nobody's session was typed in: it may be a secret, and evidence keeps it for ever.
        if (candidates.Count == 0 && redactor.Redact(command.Subject!).Hits.Count > 0)
        {
            return CommonRefusals.UnsafeName with { Errors = new Dictionary<string, string[]> { ["/subject"] = [CommonRefusals.UnsafeName.Message] } };
        }

        var revocation = SessionRevocation.Of(command.Subject!, candidates, terms, now);

        var metadata = journal.Prove(revocation, revocation);
        return new RevokedSessionsAnswer(
            "cavra.access.sessions-revoked.v1", WireNames.Product, revocation.Subject, revocation.EndedCount, metadata, ActorView.Of(call.Caller));
    }
}
