using Cavra.Application.Wire;
using Cavra.Domain.Evidence;
using Cavra.Domain.Policies;
using Cavra.Domain.RetryPlans;
using FluentValidation;
using FluentValidation.Results;

namespace Cavra.Application.Policies;

/// <summary>A policy that somebody wants to be in force, whole: nothing is taken over from the one before.</summary>
public abstract record PolicyProposal
{
    public required RetryPolicy RetryPolicy { get; init; }

    public required bool RequireRetryAck { get; init; }

    public required int ApprovalsRequired { get; init; }

    public required int ExpiresAfterMinutes { get; init; }

    public required FourEyes FourEyes { get; init; }

    public required IReadOnlyList<FreezeWindowDraft> FreezeWindows { get; init; }

    public required int ReviewMinutes { get; init; }

    /// <summary>By connector.</summary>
    public required IReadOnlyDictionary<string, int> ConnectorReviewMinutes { get; init; }

    /// <summary>Days; null for ever.</summary>
    public required int? EvidenceKeptDays { get; init; }

    /// <summary>Why; null where nobody says.</summary>
    public required FreeText? Notes { get; init; }

    /// <summary>The version the caller decided on; null when it names none.</summary>
    public required string? IfMatch { get; init; }

    /// <summary>The policy; its texts must have passed the redactor.</summary>
    internal WorkspacePolicy ToPolicy() => With(window => window.Reason.Value);

    /// <summary>The policy as far as its shape goes, texts left out.</summary>
    internal WorkspacePolicy Shape() => With(_ => "");

    private WorkspacePolicy With(Func<FreezeWindowDraft, string> reason) => new()
    {
        RetryPolicy = RetryPolicy,
        RequireRetryAck = RequireRetryAck,
        ApprovalsRequired = ApprovalsRequired,
        ExpiresAfterMinutes = ExpiresAfterMinutes,
        FourEyes = FourEyes,
        FreezeWindows =
        [
            .. FreezeWindows.Select(window => new FreezeWindow(
                window.WindowId.Value, window.StartAt, window.EndAt, reason(window), [.. window.Connectors.Select(name => name.Value)])),
        ],
        ReviewMinutes = ReviewMinutes,
        ConnectorReviewMinutes = ConnectorReviewMinutes,
        EvidenceKeptDays = EvidenceKeptDays,
    };
}

/// <summary>A freeze window that somebody wants to be in force.</summary>
public sealed record FreezeWindowDraft(
    Name WindowId, DateTimeOffset StartAt, DateTimeOffset EndAt, FreeText Reason, IReadOnlyList<Name> Connectors);

/// <summary>The shape of a policy: what the domain accepts, every member that it does not named.</summary>
internal sealed class PolicyProposalValidator : AbstractValidator<PolicyProposal>
{
    public PolicyProposalValidator()
    {
        RuleFor(proposal => proposal).Custom((proposal, context) =>
        {
            foreach (var (member, rules) in proposal.Shape().Checked().Refusal?.Errors ?? new Dictionary<string, string[]>())
            {
                context.AddFailure(new ValidationFailure(member.Trim('/').Replace('/', '.'), string.Join(' ', rules)));
            }
        });
        RuleForEach(proposal => proposal.FreezeWindows).ChildRules(window =>
        {
            window.RuleFor(it => it.WindowId).IsName();
            window.RuleFor(it => it.Reason).IsText();
            window.RuleForEach(it => it.Connectors).IsName();
        });
        RuleFor(proposal => proposal.ConnectorReviewMinutes)
            .Must(minutes => minutes.Keys.All(Name.IsWellFormed))
            .WithMessage($"The connectors named have 1 to {Name.MaxLength} of the characters A-Z a-z 0-9 . _ : @ / -");
        RuleFor(proposal => proposal.Notes).IsText();
    }
}
